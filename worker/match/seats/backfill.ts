/** Fills empty seats with bots after a few seconds; bots give way to players. */
import type { Seats } from "./seats.ts";

/** How long a seat stays empty before a bot takes it, in seconds. */
const PATIENCE_S = 4;

export class Backfill {
  /** How many seats are to be taken, by players or bots. */
  readonly #target: number;
  readonly #patience: number;
  /** The tick at which each seat was first seen empty; undefined for one that is taken. */
  readonly #emptySince: (number | undefined)[];
  /** The version of the seats that it has seen, and whether an empty one waits for its bot. */
  #version = -1;
  #waits = false;

  constructor(seats: number, target: number, tickRate: number) {
    this.#target = target;
    this.#patience = PATIENCE_S * tickRate;
    this.#emptySince = new Array<number | undefined>(seats).fill(0);
  }

  /** Seats bots, or removes them, as of this tick. */
  update(seats: Seats, tick: number): void {
    if (seats.version === this.#version && !this.#waits) return;
    let taken = seats.owned + this.#count(seats);
    for (let seat = seats.count - 1; seat >= 0 && taken > this.#target; seat--) {
      if (!seats.isBot(seat) || seats.owner(seat)) continue;
      seats.setBot(seat, false);
      taken -= 1;
    }
    for (let seat = 0; seat < seats.count; seat++) {
      if (seats.owner(seat) || seats.isBot(seat)) {
        this.#emptySince[seat] = undefined;
        continue;
      }
      const since = this.#emptySince[seat] ?? tick;
      this.#emptySince[seat] = since;
      if (taken >= this.#target || tick - since < this.#patience) continue;
      seats.setBot(seat, true);
      this.#emptySince[seat] = undefined;
      taken += 1;
    }
    this.#version = seats.version;
    this.#waits = taken < this.#target;
  }

  /** How many bots have a seat that no player has. */
  #count(seats: Seats): number {
    let bots = 0;
    for (let seat = 0; seat < seats.count; seat++) if (seats.isBot(seat) && !seats.owner(seat)) bots += 1;
    return bots;
  }
}
