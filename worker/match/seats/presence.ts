/**
 * Which players are at their controls. A seat is its player's, in the world, from the first input on: a client sends it once it
 * has drawn something, so that no body stands about while its page loads. A player who does nothing for long in a live round
 * counts as away until they act.
 */
import type { Input } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Seats } from "./seats.ts";

/** So long a player may do nothing in a live round, in seconds. */
export const IDLE_S = 45;

export class Presence {
  readonly #seats: Seats;
  readonly #tickRate: number;
  /** The last values of each seat's player; undefined before the first input over their socket. */
  readonly #last: (readonly number[] | undefined)[];
  /** The ticks of live rounds that have passed since each player acted. */
  readonly #idle: number[];

  constructor(seats: Seats, tickRate: number) {
    this.#seats = seats;
    this.#tickRate = tickRate;
    this.#last = new Array<readonly number[] | undefined>(seats.count).fill(undefined);
    this.#idle = new Array<number>(seats.count).fill(0);
  }

  /** Another socket has the seat: its first input is an act, also one that says what was said before. */
  came(seat: number): void {
    this.#last[seat] = undefined;
    this.#idle[seat] = 0;
  }

  /** Inputs that were taken. Only a change is an act: clients tell by themselves how far back they see the others. */
  heard(seat: number, inputs: readonly Input[]): void {
    for (const { values } of inputs) {
      const last = this.#last[seat];
      this.#last[seat] = values;
      if (last?.every((value, i) => value === values[i])) continue;
      this.#idle[seat] = 0;
      this.#seats.act(seat);
    }
  }

  /** A command was taken: an act too, of a player who has drawn something. */
  commanded(seat: number): void {
    if (this.#last[seat] === undefined) return;
    this.#idle[seat] = 0;
    this.#seats.act(seat);
  }

  /** A tick has passed. @param isLive of a live round */
  tick(isLive: boolean): void {
    if (!isLive) return;
    for (let seat = 0; seat < this.#idle.length; seat++) {
      this.#idle[seat] += 1;
      if (this.#idle[seat] < IDLE_S * this.#tickRate || this.#seats.kind(seat) !== SEAT.person) continue;
      this.#idle[seat] = 0;
      this.#seats.rest(seat);
    }
  }
}
