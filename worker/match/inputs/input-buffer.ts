/** What the seats do: inputs wait here for their tick, and their senders are told how punctual they are. */
import { encodeDown, type Input } from "#shared/protocol/index.ts";
import { decides, type SeatCells, seatCells, TableView, type WorldBase } from "#shared/sim/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { Seats } from "../seats/seats.ts";
import { InputQueue } from "./input-queue.ts";

export class InputBuffer {
  readonly #world: WorldBase;
  readonly #queues: readonly InputQueue[];
  /** What the next tick is given: a row a seat, shaped as the world's seats. */
  readonly #inputs: TableView;
  readonly #cells: SeatCells;
  /** The tick that these inputs are for. */
  #asked = 0;

  /** @param world the match's own, which goes on */
  constructor(world: WorldBase) {
    const { layout } = world;
    this.#world = world;
    this.#queues = Array.from({ length: world.seatTable.capacity }, () => new InputQueue(layout));
    this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
    this.#cells = seatCells(this.#inputs);
  }

  /** The seat has another owner, or none at its keys. */
  clear(seat: number): void {
    this.#queues[seat].clear();
  }

  /**
   * Keeps what a player has sent.
   * @param waited milliseconds for which it has waited for this tick
   * @returns whether all of it is for ticks that can be served; else nothing of it is kept
   */
  add(connection: Connection, inputs: readonly Input[], waited: number, now: number): boolean {
    const { tickRate } = this.#world.layout;
    const next = this.#world.tick + 1;
    if (!this.#queues[connection.seat].add(inputs, next, tickRate)) return false;
    const slack = Math.round(((inputs[0].tick - next) * 1000) / tickRate + waited);
    connection.slack = Math.min(slack, connection.slack ?? slack);
    // After a stall of the server's own an input may have waited for longer than it was late.
    if (slack < 0 && connection.seldom("late", now)) connection.tell(encodeDown({ type: "late", by: -slack }));
    return true;
  }

  /** What the next tick is given. */
  fill(seats: Seats): TableView {
    const tick = this.#world.tick + 1;
    this.#asked = tick;
    for (let seat = 0; seat < seats.count; seat++) {
      const kind = seats.kind(seat);
      this.#cells.kind[seat] = kind;
      // What the rules decide by themselves is not for the queue.
      if (!decides(this.#world.layout.game, kind)) this.#queues[seat].apply(tick, this.#cells, seat);
    }
    return this.#inputs;
  }

  /** What was tried last. */
  get last(): { readonly tick: number; readonly inputs: Uint8Array } {
    return { tick: this.#asked, inputs: this.#inputs.bytes };
  }
}
