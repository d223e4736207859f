/** The list of live matches. All clients get the same: a pool is asked once in two seconds, not once a request. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";
import { poolFor } from "../objects.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { Region } from "../regions.ts";

/** How long an answer is good here, and as long again in a browser, in seconds. */
export const LIST_S = 2;
const MOST_LISTED = 50;

/** The last answer of the pools in this isolate, and when they were asked. */
let last: { readonly at: number; readonly matches: readonly MatchInfo[] } | undefined;

const people = ({ players, spectators }: MatchInfo): number => players + spectators;

/** Of whose pools the list is. */
interface Scope {
  readonly games: Games;
  readonly regions: readonly Region[];
}

const placesOf = ({ games, regions }: Scope): PoolPlace[] =>
  [...games.values()].flatMap(({ name: game, modes }) =>
    Object.keys(modes).flatMap((mode) => regions.map((region) => ({ game, mode, region }))),
  );

/** @param now milliseconds since 1970 */
export async function liveMatches(env: Pick<Env, "POOL">, scope: Scope, now: number): Promise<readonly MatchInfo[]> {
  const known = last;
  if (known && Math.abs(now - known.at) < LIST_S * 1000) return known.matches;
  // Requests that come meanwhile get the last answer: one request asks for all of them.
  if (known) last = { ...known, at: now };
  try {
    const snapshots = await Promise.all(placesOf(scope).map((place) => poolFor(env, place).snapshot(place)));
    const all = snapshots.flatMap(({ matches }) => matches).sort((a, b) => people(b) - people(a));
    last = { at: now, matches: all.slice(0, MOST_LISTED) };
    return last.matches;
  } catch (error) {
    // The last answer is too old to be kept.
    last = undefined;
    throw error;
  }
}
