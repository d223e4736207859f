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

  /** Whether an empty seat will get a bot, or none has been looked at yet. */
  waits(seats: Seats): boolean {
    return this.#waits || seats.version !== this.#version;
  }

  /** Seats bots, or removes them, as of this tick. */
  update(seats: Seats, tick: number): void {
    if (seats.version === this.#version && !this.#waits) return;
    let taken = seats.owned + this.#count(seats);
    for (; taken > this.#target; taken--) {
      const seat = this.#surplus(seats);
      if (seat < 0) break;
      seats.setBot(seat, false);
    }
    this.#look(seats, tick);
    for (; taken < this.#target; taken++) {
      const seat = this.#wanting(seats, tick);
      if (seat < 0) break;
      seats.setBot(seat, true);
      this.#emptySince[seat] = undefined;
    }
    this.#version = seats.version;
    this.#waits = taken < this.#target;
  }

  /** Sees which seats are empty. */
  #look(seats: Seats, tick: number): void {
    for (let seat = 0; seat < seats.count; seat++) {
      const isTaken = seats.owner(seat) !== undefined || seats.isBot(seat);
      this.#emptySince[seat] = isTaken ? undefined : (this.#emptySince[seat] ?? tick);
    }
  }

  /** The last bot of the greatest team; -1 where there is none. */
  #surplus(seats: Seats): number {
    let best = -1;
    for (let seat = seats.count - 1; seat >= 0; seat--) {
      if (!seats.isBot(seat) || seats.owner(seat)) continue;
      if (best < 0 || this.#mates(seats, seat) > this.#mates(seats, best)) best = seat;
    }
    return best;
  }

  /** The first seat of the smallest team that has been empty for long enough; -1 where there is none. */
  #wanting(seats: Seats, tick: number): number {
    let best = -1;
    for (const [seat, since] of this.#emptySince.entries()) {
      if (since === undefined || tick - since < this.#patience) continue;
      if (best < 0 || this.#mates(seats, seat) < this.#mates(seats, best)) best = seat;
    }
    return best;
  }

  /** How many sit in the team of this seat; 0 without teams. */
  #mates(seats: Seats, seat: number): number {
    const team = seats.teamOf(seat);
    if (team < 0) return 0;
    let mates = 0;
    for (let other = 0; other < seats.count; other++)
      if (seats.teamOf(other) === team && (seats.owner(other) || seats.isBot(other))) mates += 1;
    return mates;
  }

  /** How many bots have a seat that no player has. */
  #count(seats: Seats): number {
    let bots = 0;
    for (let seat = 0; seat < seats.count; seat++) if (seats.isBot(seat) && !seats.owner(seat)) bots += 1;
    return bots;
  }
}
