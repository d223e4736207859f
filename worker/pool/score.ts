/**
 * Chooses the match that a player of casual play is sent to: the one with the best score that has an open seat. Only players who are
 * there count: a request for a seat costs a client nothing, so a promise that no socket follows must neither draw players to a match
 * nor keep them from one. docs/decisions/pools.md
 */
import type { LateJoin, Status } from "#shared/sim/index.ts";

/** A match as a pool sees it when it looks for a seat. */
export interface Candidate {
  readonly code: string;
  readonly status: Status;
  readonly seats: number;
  /** How many players have a seat and have come in. A bot's seat is open: bots give way. */
  readonly present: number;
  /** How many players were sent there a moment ago, and may come in at any time. */
  readonly promised: number;
  /** How much of the round is left, 0 to 1; undefined where it has no end, or the match does not say it. */
  readonly left?: number | undefined;
  /** How many players each team has; undefined in a match without teams. */
  readonly teams?: readonly number[] | undefined;
  /** How many players that the one who asks has blocked have a seat there. */
  readonly blocked?: number | undefined;
  /** What becomes of newcomers while the round is on; they get a seat at once where it is left out. */
  readonly lateJoin?: LateJoin | undefined;
  /** Milliseconds from the player to the match and back; undefined where that is not known. */
  readonly rtt?: number | undefined;
}

/** The seats of a round that is on are offered until so much of it is left: who comes later would hardly play. */
export const OFFERED_LEFT = 0.25;

/** What a score is made of, in players: one more player who is there is worth 1. */
export const WEIGHTS = {
  /** A whole round that is left, against one that is about to end. */
  left: 2,
  /** A team that lacks a player against the other; two are the most that count. */
  team: 0.5,
  /** A hundred milliseconds of RTT. */
  rtt: -2,
  /** A player that the one who asks has blocked: a match that is nearly empty is better, none at all is not. */
  blocked: -6,
} as const;

/** A greater difference between two teams counts no more. */
const MOST_GAP = 2;

/**
 * Whether one more player is sent there, or several. If players have not come in lately, more are sent than there are seats.
 * @param noShows how many of the players who were lately sent to such a match have not come in
 */
export function hasRoom({ seats, present, promised }: Candidate, noShows: number, players = 1): boolean {
  return present + players <= seats && present + promised + players <= seats + noShows;
}

/** Whether a newcomer would still play: a round that waits, or has enough left of it. */
export const isOffered = ({ status, left = 1, lateJoin = "play" }: Candidate): boolean =>
  status === "waiting" || (status === "live" && lateJoin === "play" && left >= OFFERED_LEFT);

/** By how many players the smallest team is behind the greatest. */
const gap = (teams: readonly number[] = []): number =>
  teams.length < 2 ? 0 : Math.min(MOST_GAP, Math.max(...teams) - Math.min(...teams));

/** The greater, the better the match is for one more player. Of a match that waits the whole round is left. */
export function scoreOf({ status, present, left = 1, teams, blocked = 0, rtt = 0 }: Candidate): number {
  const round = status === "waiting" ? 1 : left;
  return (
    present + WEIGHTS.left * round + WEIGHTS.team * gap(teams) + WEIGHTS.blocked * blocked + WEIGHTS.rtt * (rtt / 100)
  );
}

/**
 * The match that one more player is sent to, or several; of equals the one with the most players on their way, then the oldest: people play
 * together rather than spread out.
 * @param candidates the oldest first
 * @returns undefined where a new match is needed
 */
export function best(candidates: Iterable<Candidate>, noShows: number, players = 1): string | undefined {
  let found: { readonly code: string; readonly score: number; readonly promised: number } | undefined;
  for (const candidate of candidates) {
    if (!isOffered(candidate) || !hasRoom(candidate, noShows, players)) continue;
    const { code, promised } = candidate;
    const score = scoreOf(candidate);
    if (!found || score > found.score || (score === found.score && promised > found.promised))
      found = { code, score, promised };
  }
  return found?.code;
}
