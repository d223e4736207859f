/** Makes a match under a new code. */
import type { Env } from "../env.ts";
import { matchOf } from "../objects.ts";
import type { MatchSpec } from "./spec.ts";

/** @throws {Error} there is a match under this code already, which of 40 random bits is all but impossible */
export async function createMatch(env: Pick<Env, "MATCH">, spec: MatchSpec): Promise<void> {
  const made = await matchOf(env, spec.code).create(spec);
  if (made === false) throw new Error("there is a match under this new code already");
}
