/** Makes a match under a new code. */
import { attemptLater } from "../broadcast/sockets.ts";
import type { Env } from "../env.ts";
import { matchOf, quotaOf } from "../objects.ts";
import { LOCAL, type Region } from "../regions.ts";
import type { MatchSpec } from "./spec.ts";

/**
 * @param region where the object is made, which never moves, and whose pool hears of it
 * @throws {Error} there is a match under this code already, which of 40 random bits is all but impossible
 */
export async function createMatch(env: Pick<Env, "MATCH">, spec: MatchSpec, region: Region = LOCAL): Promise<void> {
  const made = await matchOf(env, spec.code, region).create({ ...spec, region });
  if (made === false) throw new Error("there is a match under this new code already");
}

/** The player that a match is made for, and where. */
export interface OpenFor {
  /** The player's id. */
  readonly player: string;
  /** Stands for their network; undefined where networks are not counted. */
  readonly address: string | undefined;
  readonly region: Region;
}

/**
 * Makes a match that counts against its opener's limits. docs/decisions/caps.md
 * @returns false where the player or the network has too many open: then there is none
 */
export async function createCounted(
  env: Pick<Env, "MATCH" | "QUOTA">,
  spec: MatchSpec,
  { player, address, region }: OpenFor,
): Promise<boolean> {
  if (address === undefined) {
    await createMatch(env, spec, region);
    return true;
  }
  const quota = quotaOf(env, address);
  // Counted first, then made: a request that is cut off in between leaves a count, which expires since its match never reports.
  if (!(await quota.open(spec.code, player))) return false;
  try {
    await createMatch(env, { ...spec, opener: { player, address } }, region);
    return true;
  } catch (error) {
    await attemptLater("count a match no more", () => quota.close(spec.code));
    throw error;
  }
}
