/** Opens a private match, if the player and the network may have one more open. docs/decisions/caps.md */
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { createCounted, type OpenFor } from "../match/create.ts";
import type { MatchSpec } from "../match/spec.ts";

/** How long it may take until one of the matches is cleared away, in seconds. */
const RETRY_S = 60;

export const tooManyOpen = (): Refusal =>
  new Refusal(
    429,
    API_ERROR.tooMany,
    "you or your network have too many matches open: join one of them, or try again in some minutes",
    RETRY_S,
  );

/**
 * Makes a match for this player.
 * @throws {Refusal} 429: the player or the network has too many open
 */
export async function openMatch(env: Env, spec: MatchSpec, opener: OpenFor): Promise<void> {
  if (!(await createCounted(env, spec, opener))) throw tooManyOpen();
}
