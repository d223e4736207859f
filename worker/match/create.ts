/** Makes a match under a new code. */
import type { Env } from "../env.ts";
import { matchOf } from "../objects.ts";
import { LOCAL, type Region } from "../regions.ts";
import type { MatchSpec } from "./spec.ts";

/**
 * @param region where the object is made, which never moves
 * @throws {Error} there is a match under this code already, which of 40 random bits is all but impossible
 */
export async function createMatch(env: Pick<Env, "MATCH">, spec: MatchSpec, region: Region = LOCAL): Promise<void> {
  const made = await matchOf(env, spec.code, region).create(spec);
  if (made === false) throw new Error("there is a match under this new code already");
}
