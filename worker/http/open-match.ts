/** Opens a private match, if the player and the network may have one more open. docs/decisions/caps.md */
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { Refusal } from "../errors.ts";
import { createMatch } from "../match/create.ts";
import type { MatchSpec } from "../match/spec.ts";
import { matchmakerOf } from "../objects.ts";
import type { Region } from "../regions.ts";

/** How long it may take until one of the matches is cleared away, in seconds. */
const RETRY_S = 60;

export const tooManyOpen = (): Refusal =>
  new Refusal(
    429,
    API_ERROR.tooMany,
    "you or your network have too many matches open: join one of them, or try again in some minutes",
    RETRY_S,
  );

interface OpenFor {
  readonly player: string;
  readonly address: string | undefined;
  readonly region: Region;
}

/**
 * Makes a match for this player, in this region.
 * @param address stands for their network; undefined where networks are not counted
 * @throws {Refusal} 429: the player or the network has too many open
 */
export async function openMatch(env: Env, spec: MatchSpec, { player, address, region }: OpenFor): Promise<void> {
  const { code } = spec;
  if (address === undefined) return createMatch(env, spec, region);
  const matchmaker = matchmakerOf(env);
  // Counted first, then made: a request that is cut off in between leaves a count, which expires since its match never reports.
  if (!(await matchmaker.opens(code, { player, address }))) throw tooManyOpen();
  try {
    await createMatch(env, spec, region);
  } catch (error) {
    await matchmaker.forget(code);
    throw error;
  }
}
