/** How many play just now: sums of what the server counts by mode. */
import type { ModeCounts } from "#shared/protocol/http.ts";

export interface Counts {
  /** Players who have a seat. */
  readonly players: number;
  /** Players who wait in a queue. */
  readonly searching: number;
  /** Matches with a seat for one more. */
  readonly open: number;
}

const NONE: Counts = { players: 0, searching: 0, open: 0 };

/** @param mode left out: all of the game's */
export const countsOf = (all: readonly ModeCounts[], game: string, mode?: string): Counts =>
  all
    .filter((one) => one.game === game && (mode === undefined || one.mode === mode))
    .reduce(
      (sum, one) => ({
        players: sum.players + one.players,
        searching: sum.searching + one.searching,
        open: sum.open + one.open,
      }),
      NONE,
    );
