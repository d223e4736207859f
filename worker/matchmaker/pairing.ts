/** Which match somebody is sent to. */
import type { Status } from "#shared/sim/index.ts";

/** A match as pairing sees it. */
export interface Candidate {
  readonly code: string;
  readonly game: string;
  readonly mode: string;
  readonly status: Status;
  readonly seats: number;
  /** Seats that persons have or were promised. A bot's seat is free: bots give way. */
  readonly taken: number;
}

/**
 * The fullest match of this game and mode that has a seat left and goes on: people play together rather than
 * spread out.
 * @param candidates the oldest first, which wins among equals
 * @returns undefined where a new match is needed
 */
export function pair(candidates: Iterable<Candidate>, game: string, mode: string): string | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    const { status, seats, taken } = candidate;
    if (candidate.game !== game || candidate.mode !== mode || status === "ended" || taken >= seats) continue;
    if (!best || taken > best.taken) best = candidate;
  }
  return best?.code;
}
