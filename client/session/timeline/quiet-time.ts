/** How long nothing happens by itself in the newest world that a client knows: the match says nothing meanwhile, and may sleep. */
import { logFault } from "#client/faults.ts";
import { holdInputs, type Layout, quietTicks, TableView, type WorldBase } from "#shared/sim/index.ts";

/** A frame may be so much later than its tick, in seconds; and less quiet time than this is none. */
const LATE_S = 1.5;
const LEAST_S = 1;

export class QuietTime {
  readonly #layout: Layout;
  readonly #inputs: TableView | undefined;
  /** The last quiet tick, and the tick of the world that says so. */
  #until = -1;
  #since = 0;
  #isTold = false;

  constructor(layout: Layout) {
    this.#layout = layout;
    // Only a game that has quiet time needs it.
    if (layout.game.quietUntil) this.#inputs = new TableView(layout.tables[1], new ArrayBuffer(layout.size));
  }

  /** The last tick up to which nothing happens by itself; -1 where the next one may bring something. */
  get until(): number {
    return this.#until;
  }

  /** More is known than before. */
  learn(world: WorldBase): void {
    if (!this.#inputs) return;
    this.#since = world.tick;
    this.#until = -1;
    try {
      holdInputs(this.#inputs, world.seatTable);
      const ticks = quietTicks(world, this.#inputs);
      if (ticks >= LEAST_S * this.#layout.tickRate) this.#until = world.tick + ticks;
    } catch (error) {
      const { name, version } = this.#layout.game;
      if (!this.#isTold) logFault("quiet_until_failed", { game: name, version, tick: world.tick }, error);
      this.#isTold = true;
    }
  }

  /** Whether it is quiet at this tick, which may be a little late already. @param tick undefined before the first frame */
  lasts(tick: number | undefined): boolean {
    if (tick === undefined || this.#until < 0) return false;
    return tick >= this.#since - this.#layout.tickRate && tick <= this.#until + LATE_S * this.#layout.tickRate;
  }
}
