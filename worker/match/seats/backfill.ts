/** Fills empty seats with bots after a few seconds; bots give way to players. */
import type { Seats } from "./seats.ts";

/** How long a seat stays empty before a bot takes it, in seconds. */
const PATIENCE_S = 4;

export class Backfill {
  /** How many seats are to be taken, by players or bots. */
  readonly #target: number;
  readonly #patience: number;
  readonly #emptySince: number[];

  constructor(seats: number, target: number, tickRate: number) {
    this.#target = target;
    this.#patience = PATIENCE_S * tickRate;
    this.#emptySince = new Array<number>(seats).fill(0);
  }

  /** Seats bots, or removes them, as of this tick. */
  update(seats: Seats, tick: number): void {
    let taken = seats.owned + this.#count(seats);
    for (let seat = seats.count - 1; seat >= 0 && taken > this.#target; seat--) {
      if (!seats.isBot(seat)) continue;
      seats.setBot(seat, false);
      this.#emptySince[seat] = tick;
      taken -= 1;
    }
    for (let seat = 0; seat < seats.count; seat++) {
      if (seats.owner(seat) || seats.isBot(seat)) {
        this.#emptySince[seat] = tick;
      } else if (taken < this.#target && tick - this.#emptySince[seat] >= this.#patience) {
        seats.setBot(seat, true);
        taken += 1;
      }
    }
  }

  /** How many bots have a seat that no player has. */
  #count(seats: Seats): number {
    let bots = 0;
    for (let seat = 0; seat < seats.count; seat++) if (seats.isBot(seat) && !seats.owner(seat)) bots += 1;
    return bots;
  }
}
