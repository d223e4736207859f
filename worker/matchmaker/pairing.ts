/**
 * Chooses the match that a player is sent to. Only players who are there count: a request for a seat costs a client nothing, so
 * a promise that no socket follows must neither draw players to a match nor keep them from one. docs/decisions/promises.md
 */
import type { Status } from "#shared/sim/index.ts";

/** A match as pairing sees it. */
export interface Candidate {
  readonly code: string;
  readonly game: string;
  readonly mode: string;
  readonly status: Status;
  readonly seats: number;
  /** How many players have a seat and have come in. A bot's seat is free: bots give way. */
  readonly present: number;
  /** How many players were sent there a moment ago, and may come in at any time. */
  readonly promised: number;
}

/**
 * Whether one more player is sent there, or several. If players have not come in lately, more are sent than there are seats.
 * @param noShows how many of the players who were lately sent to such a match have not come in
 */
export function hasRoom({ seats, present, promised }: Candidate, noShows: number, players = 1): boolean {
  if (present + players > seats) return false;
  return present + promised + players <= seats + noShows;
}

/**
 * The running match of this game and mode that has a seat left and the most players; of equals the one with the most players on
 * their way: people play together rather than spread out.
 * @param candidates the oldest first, which wins among equals
 * @returns undefined where a new match is needed
 */
export function pair(candidates: Iterable<Candidate>, game: string, mode: string, noShows: number): string | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.game !== game || candidate.mode !== mode || candidate.status === "ended") continue;
    if (hasRoom(candidate, noShows) && (!best || isBetter(candidate, best))) best = candidate;
  }
  return best?.code;
}

const isBetter = (a: Candidate, b: Candidate): boolean =>
  a.present > b.present || (a.present === b.present && a.promised > b.promised);
