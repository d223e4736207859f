/** Which games have something that clients may not know. */
interface MayHide {
  readonly view?: unknown;
  readonly secrets?: boolean;
}

/**
 * Whether no client can step the whole world of a game: seats may not know all of it, or its step draws what only the server has. Clients
 * are sent how the world changes, and none of them holds the match's log.
 */
export const hides = ({ view, secrets = false }: MayHide): boolean => view !== undefined || secrets;
