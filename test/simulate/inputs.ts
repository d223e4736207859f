/** The input of a simulated player: that of the game's own bot, or any that the game allows. */
import { Brain } from "#client/bots/brain.ts";
import { type InputColumns, seatCells, type WorldBase } from "#shared/sim/index.ts";
import type { Clock } from "./clock.ts";

export type Input = Readonly<Record<string, number>>;

/** Percent of players with random inputs; and percent of their turns with another input than before. */
const ANYTHING = 40;
const CHANGES = 20;

export class PlayerInputs {
  readonly #columns: InputColumns;
  readonly #clock: Clock;
  readonly #brain: Brain | undefined;

  constructor(columns: InputColumns, clock: Clock) {
    this.#columns = columns;
    this.#clock = clock;
    this.#brain = clock.chance() * 100 < ANYTHING ? undefined : new Brain();
  }

  decide(world: WorldBase, seat: number): Input {
    if (this.#brain) return this.#brain.decide(world, seat);
    const changed = Object.entries(this.#columns).filter(() => this.#clock.chance() * 100 < CHANGES);
    return Object.fromEntries(changed.map(([name, { min, max }]) => [name, this.#within(min, max)]));
  }

  /** Another value for each column than the seat has. */
  others(world: WorldBase, seat: number): Input {
    const held = seatCells(world.seatTable).inputs.map((cells) => cells[seat]);
    const columns = Object.entries(this.#columns);
    return Object.fromEntries(
      columns.map(([name, { min, max }], i) => {
        const value = this.#within(min, max - 1);
        return [name, value < held[i] ? value : value + 1];
      }),
    );
  }

  #within(min: number, max: number): number {
    return Math.floor(this.#clock.between(min, max + 1));
  }
}
