/** What players have done at their controls, tick by tick, as a replay has it: for the figures of fair play. */
import { LogReader } from "#shared/log/index.ts";
import { FIRST_INPUT, type Games, type InputColumn, SEAT, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import { MOST } from "./format.ts";
import type { Replay } from "./read.ts";
import { layoutHere } from "./rules.ts";
import { framesOf, open, StepBudget } from "./segment.ts";

/** Of quiet time that was skipped, so much is taken down, in seconds. */
const REST_S = 10;

/** One seat's, while its player was at the controls. */
export interface InputTrace {
  readonly tickRate: number;
  readonly columns: readonly Pick<InputColumn, "blend" | "bits" | "min" | "max">[];
  /** The values by column, of each tick; undefined while a bot had the seat, or no player was at its controls. */
  readonly rows: (readonly number[] | undefined)[];
}

/** Takes down what seats do, world by world. */
export class InputTraces {
  readonly #bySeat = new Map<number, InputTrace>();
  readonly #kind: number;
  #ticks = 0;

  /** @param kind whose inputs: one of `SEAT` */
  constructor(kind: number = SEAT.person) {
    this.#kind = kind;
  }

  /** Call it for every tick, or once for several in which nothing happened. @param ticks how many */
  take(world: WorldBase, ticks = 1): void {
    // A long rest tells no more than a short one.
    for (let left = Math.min(ticks, REST_S * world.layout.tickRate); left > 0; left--) this.#take(world);
  }

  #take({ seatTable, layout }: WorldBase): void {
    const { kind } = seatCells(seatTable);
    const inputs = Object.values(layout.game.input);
    for (let seat = 0; seat < seatTable.capacity; seat++) {
      if (kind[seat] !== this.#kind) {
        this.#bySeat.get(seat)?.rows.push(undefined);
        continue;
      }
      const row = inputs.map((_, column) => seatTable.cells[FIRST_INPUT + column][seat]);
      this.#of(seat, layout.tickRate, inputs).rows.push(row);
    }
    this.#ticks += 1;
  }

  #of(seat: number, tickRate: number, columns: readonly InputColumn[]): InputTrace {
    const known = this.#bySeat.get(seat);
    if (known) return known;
    const trace: InputTrace = { tickRate, columns, rows: Array.from({ length: this.#ticks }, () => undefined) };
    this.#bySeat.set(seat, trace);
    return trace;
  }

  get bySeat(): ReadonlyMap<number, InputTrace> {
    return this.#bySeat;
  }
}

/**
 * The inputs of a round's players, by seat. It plays the round, and does not check it.
 * @throws {BadReplay} these are not the rules of the match, or they cannot play its log
 */
export function inputTraces({ head, segments }: Replay, games: Games): ReadonlyMap<number, InputTrace> {
  const layout = layoutHere(head, games);
  return trusting("this replay cannot be played", () => {
    const traces = new InputTraces();
    const reader = new LogReader(layout);
    const budget = new StepBudget(MOST.play * layout.tickRate);
    const take = (world: WorldBase, ticks: number) => {
      budget.spend();
      traces.take(world, ticks);
    };
    open(reader, segments[0].opening, segments[0].tick);
    for (const { log } of segments) for (const frame of framesOf(log)) reader.apply(frame, take);
    return traces.bySeat;
  });
}
