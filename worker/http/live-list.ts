/** The list of live matches. All who look are told the same: the matchmaker is asked once in two seconds, not once a look. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Env } from "../env.ts";
import { matchmakerOf } from "../objects.ts";

/** For so long an answer is good here, and as long again in a browser, in seconds. */
export const LIST_S = 2;

/** What was told last, in this isolate, and when it was asked for. */
let last: { readonly at: number; readonly matches: readonly MatchInfo[] } | undefined;

/** @param now milliseconds since 1970 */
export async function liveMatches(env: Pick<Env, "MATCHMAKER">, now: number): Promise<readonly MatchInfo[]> {
  const known = last;
  if (known && Math.abs(now - known.at) < LIST_S * 1000) return known.matches;
  // Those who look meanwhile are told what is known: one request asks for all.
  if (known) last = { ...known, at: now };
  try {
    const matches = await matchmakerOf(env).list();
    last = { at: now, matches };
    return matches;
  } catch (error) {
    // What is known gets no younger by this.
    last = undefined;
    throw error;
  }
}
