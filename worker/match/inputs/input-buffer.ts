/** Keeps the seats' inputs until their tick, and tells the players how punctual these are. */
import { encodeDown, type Input } from "#shared/protocol/index.ts";
import { decides, type SeatCells, seatCells, TableView, type WorldBase } from "#shared/sim/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { Seats } from "../seats/seats.ts";
import { InputQueue } from "./input-queue.ts";

export class InputBuffer {
  readonly #world: WorldBase;
  readonly #queues: readonly InputQueue[];
  /** The inputs of the next tick: a row a seat, laid out as the world's seats. */
  readonly #inputs: TableView;
  readonly #cells: SeatCells;
  /** The tick that these inputs are for. */
  #asked = 0;

  /** @param world the match's own, which steps on */
  constructor(world: WorldBase) {
    const { layout } = world;
    this.#world = world;
    this.#queues = Array.from({ length: world.seatTable.capacity }, () => new InputQueue(layout));
    this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
    this.#cells = seatCells(this.#inputs);
  }

  /** The seat has another owner, or its owner's connection is lost. */
  clear(seat: number): void {
    this.#queues[seat].clear();
  }

  /**
   * Keeps the inputs of a message.
   * @param waited how long the message has waited for this tick, in milliseconds
   * @returns whether all inputs are for ticks near the present; else none is kept
   */
  add(connection: Connection, inputs: readonly Input[], waited: number, now: number): boolean {
    const { tickRate } = this.#world.layout;
    const next = this.#world.tick + 1;
    if (!this.#queues[connection.seat].add(inputs, next, tickRate)) return false;
    const slack = Math.round(((inputs[0].tick - next) * 1000) / tickRate + waited);
    connection.slack = Math.min(slack, connection.slack ?? slack);
    // After a stall of the server an input may have waited for longer than it is late.
    if (slack < 0 && connection.seldom("late", now)) connection.tell(encodeDown({ type: "late", by: -slack }));
    return true;
  }

  /** The inputs of the next tick. */
  fill(seats: Seats): TableView {
    const tick = this.#world.tick + 1;
    this.#asked = tick;
    for (let seat = 0; seat < seats.count; seat++) {
      const kind = seats.kind(seat);
      this.#cells.kind[seat] = kind;
      // The rules themselves decide for the other seats.
      if (decides(this.#world.layout.game, kind)) this.#queues[seat].unsettle();
      else this.#queues[seat].apply(tick, this.#cells, seat);
    }
    return this.#inputs;
  }

  /** The tick that was tried last, and its inputs. */
  get last(): { readonly tick: number; readonly inputs: Uint8Array } {
    return { tick: this.#asked, inputs: this.#inputs.bytes };
  }
}
