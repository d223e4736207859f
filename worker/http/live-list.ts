/** The list of live matches. All clients get the same: the matchmaker is asked once in two seconds, not once a request. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { matchmakerOf } from "../objects.ts";

/** How long an answer is good here, and as long again in a browser, in seconds. */
export const LIST_S = 2;

/** The last answer of the matchmaker in this isolate, and when it was asked for. */
let last: { readonly at: number; readonly matches: readonly MatchInfo[] } | undefined;

/** @param now milliseconds since 1970 */
export async function liveMatches(env: Pick<Env, "MATCHMAKER">, now: number): Promise<readonly MatchInfo[]> {
  const known = last;
  if (known && Math.abs(now - known.at) < LIST_S * 1000) return known.matches;
  // Requests that come meanwhile get the last answer: one request asks for all of them.
  if (known) last = { ...known, at: now };
  try {
    const matches = await matchmakerOf(env).list();
    last = { at: now, matches };
    return matches;
  } catch (error) {
    // The last answer is too old to be kept.
    last = undefined;
    throw error;
  }
}
