/** How many people play each mode just now. */
import type { MatchInfo } from "#shared/protocol/http.ts";

export interface Counts {
  /** Players who have a seat. */
  readonly players: number;
  /** Matches with a seat for one more. */
  readonly open: number;
  /** Players who wait in the queue; undefined in a mode without one. */
  readonly searching?: number;
}

const NONE: Counts = { players: 0, open: 0 };

const isOpen = ({ status, players, seats }: MatchInfo): boolean => status !== "ended" && players < seats;

/** The counts of each mode, and of each game. */
export class CountsOf {
  readonly #matches: readonly MatchInfo[];

  constructor(matches: readonly MatchInfo[]) {
    this.#matches = matches;
  }

  /** @param mode left out: all of the game's */
  of(game: string, mode?: string): Counts {
    return this.#matches
      .filter((one) => one.game === game && (mode === undefined || one.mode === mode))
      .reduce(
        ({ players, open }, one) => ({ players: players + one.players, open: open + (isOpen(one) ? 1 : 0) }),
        NONE,
      );
  }
}
