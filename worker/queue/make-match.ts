/** Makes the match of a proposal, and has it keep a seat for each player. */
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import type { Env } from "../env.ts";
import { type Choice, PUBLIC_DELAY_S } from "../match/choice.ts";
import { createMatch } from "../match/create.ts";
import { matchOf } from "../objects.ts";
import { isRegion } from "../regions.ts";
import type { KeptSeat } from "./ticket.ts";

export interface MadeMatch {
  readonly code: string;
  readonly seats: readonly KeptSeat[];
  /** Where it runs. */
  readonly region?: string | undefined;
}

/**
 * @param groups the players of each team; one group where each plays alone
 * @throws {Error} the match could not be made, or has no seats for all
 */
export async function makeMatch(
  env: Env,
  choice: Choice,
  groups: readonly (readonly { readonly id: string; readonly name: string }[])[],
  region: string,
): Promise<MadeMatch> {
  const code = await newCode((await keysOf(env)).code);
  const only = groups.flatMap((group) => group.map(({ id }) => id));
  const spec = { code, ...choice, listed: true, delay: PUBLIC_DELAY_S, only };
  await createMatch(env, spec, isRegion(region) ? region : undefined);
  const reserved = await matchOf(env, code).reserveAll(groups);
  if (!reserved.ok) throw new Error(`the new match refuses its players: ${reserved.reason}`);
  const seats = reserved.seats.map(({ player, seat, name }) => ({ player, seat, name, at: reserved.at }));
  return { code, seats, region: reserved.region };
}
