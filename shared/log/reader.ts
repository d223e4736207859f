/** The reading end of a match's log: folds a keyframe and the frames since into the world. */
import { advance, beginTick, emptyWorld, type Layout, TableView, type WorldBase } from "#shared/sim/index.ts";
import { readDelta } from "./delta.ts";
import type { Frame, Keyframe } from "./frame.ts";
import { holdInputs, readInputs } from "./inputs.ts";

/** The reader's world has another hash than the writer's. The reader needs a keyframe. */
export class OutOfStep extends Error {
  readonly tick: number;

  constructor(tick: number) {
    super(`the world at tick ${tick} is not the server's`);
    this.tick = tick;
  }
}

export class LogReader {
  readonly world: WorldBase;
  /** The inputs of the next tick. */
  readonly #inputs: TableView;

  constructor(layout: Layout) {
    this.world = emptyWorld(layout);
    this.#inputs = new TableView(this.world.seatTable.placed, new ArrayBuffer(layout.size));
  }

  /**
   * Begins anew from a keyframe.
   * @throws {OutOfStep} the keyframe does not lead to the world that it names
   * @throws {RangeError} it is no keyframe of this layout
   */
  begin({ tick, hash, delta }: Keyframe): void {
    this.world.bytes.fill(0);
    this.world.past.clear();
    readDelta(this.world, delta);
    if (this.world.tick !== tick || this.world.hash() !== hash) throw new OutOfStep(tick);
  }

  /**
   * Applies a frame. `each` is called after every tick that it covers.
   * @throws {OutOfStep} the frame's hash is not this world's
   * @throws {RangeError} it is no frame of this layout
   */
  apply({ stream, ticks, hash, delta }: Frame, each: (world: WorldBase) => void = () => {}): void {
    for (let n = 1; n <= ticks; n++) {
      const news = n === ticks ? delta : [];
      if (stream === "rules") this.#step(news);
      else {
        beginTick(this.world);
        readDelta(this.world, news);
      }
      if (n < ticks) each(this.world);
    }
    if (hash !== undefined && this.world.hash() !== hash) throw new OutOfStep(this.world.tick);
    each(this.world);
  }

  #step(news: readonly number[]): void {
    holdInputs(this.#inputs, this.world.seatTable);
    readInputs(this.#inputs, news);
    advance(this.world, this.#inputs);
  }
}
