/**
 * What a Revocation object answers: it holds the revocations of a sixteenth of all players. As for matches, a method keeps its name and
 * an answer its shape until no build that knows only the old one can be running.
 */

/** Least good generations by player id: a token of an older one is good no more. */
export type Revocations = Readonly<Record<string, number>>;

export interface RevocationRpc extends Rpc.DurableObjectBranded {
  /** All tokens of this player that there are by now are good no more. @param seen the generation of one of them */
  revoke(player: string, seen: number): Promise<Revoked>;
  /** No token of this player will ever be good again. */
  forbid(player: string): Promise<Revoked>;
  /** Those that can still matter: a token that is older has expired. */
  list(): Promise<Revocations>;
}

export interface Revoked {
  /** The least good generation of the player. */
  readonly least: number;
  /** What `list` answers from now on. */
  readonly list: Revocations;
}
