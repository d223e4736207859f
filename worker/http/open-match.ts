/** How a private match is opened, as one of those that a player and a network may have open at once. docs/decisions/caps.md */
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { createMatch } from "../match/create.ts";
import type { MatchSpec } from "../match/spec.ts";
import { matchmakerOf } from "../objects.ts";

/** After so many seconds one of the matches may have been cleared away. */
const RETRY_S = 60;

export const tooManyOpen = (): Refusal =>
  new Refusal(
    429,
    API_ERROR.tooMany,
    "too many matches of yours or of your network are open: join one of them, or try again in some minutes",
    RETRY_S,
  );

/**
 * Makes a match of this player's.
 * @param address what stands for their network; undefined where none is counted
 * @throws {Refusal} 429: the player or the network has too many open
 */
export async function openMatch(
  env: Env,
  spec: MatchSpec,
  { player, address }: { readonly player: string; readonly address: string | undefined },
): Promise<void> {
  const { code } = spec;
  if (address === undefined) return createMatch(env, spec);
  const matchmaker = matchmakerOf(env);
  // First counted, then made: a request that is cut off in between leaves a count, which is dropped when nothing is heard of it.
  if (!(await matchmaker.opens(code, { player, address }))) throw tooManyOpen();
  try {
    await createMatch(env, spec);
  } catch (error) {
    await matchmaker.forget(code);
    throw error;
  }
}
