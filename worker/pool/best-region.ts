/** Chooses among the pools of several regions, by what they tell of themselves. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Region } from "../regions.ts";
import { type Candidate, hasRoom, isOffered, scoreOf } from "./score.ts";

/** A region that a player has measured, and the matches that its pool tells of. */
export interface Reach {
  readonly region: Region;
  /** Milliseconds to the region and back. */
  readonly rtt: number;
  readonly matches: readonly MatchInfo[];
}

const candidateOf = ({ code, status, seats, players, left }: MatchInfo, rtt: number): Candidate => ({
  ...{ code, status, seats, present: players, promised: 0, left, rtt },
});

/** A match that would be made: no player is there yet, and all of its round is left. */
const fresh = (rtt: number): Candidate => ({ code: "", status: "waiting", seats: 1, present: 0, promised: 0, rtt });

/** The best score that a player finds in this region: of a match with an open seat, or of a new one. */
function promise({ matches, rtt }: Reach): number {
  const open = matches.map((match) => candidateOf(match, rtt)).filter((one) => isOffered(one) && hasRoom(one, 0));
  return Math.max(scoreOf(fresh(rtt)), ...open.map(scoreOf));
}

/**
 * The region with the match that has the best score; of equals the nearest.
 * @returns undefined where there is none to choose from
 */
export function bestRegion(reaches: readonly Reach[]): Region | undefined {
  const near = reaches.toSorted((a, b) => a.rtt - b.rtt);
  let best: { readonly region: Region; readonly score: number } | undefined;
  for (const reach of near) {
    const score = promise(reach);
    if (!best || score > best.score) best = { region: reach.region, score };
  }
  return best?.region;
}
