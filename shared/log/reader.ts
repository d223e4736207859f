/** The reading end of a match's log: folds a keyframe and the frames since into the world. */
import {
  advance,
  beginTick,
  emptyWorld,
  holdInputs,
  type Layout,
  type Passed,
  ReplayedNature,
  skip,
  skipQuiet,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { readDelta } from "./delta.ts";
import type { Frame, Keyframe } from "./frame.ts";
import { readInputs } from "./inputs.ts";

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
   * Applies a frame. `passed` is called after every tick that is stepped, and once after all that are skipped together; what it
   * throws ends the call.
   * @throws {OutOfStep} the frame's hash is not this world's
   * @throws {RangeError} it is no frame of this layout
   */
  apply({ stream, ticks, hash, delta }: Frame, passed: Passed = () => {}): void {
    if (ticks > 1) this.#silence(stream, ticks - 1, passed);
    if (stream === "rules") this.#step(delta);
    else this.#change(delta);
    if (hash !== undefined && this.world.hash() !== hash) throw new OutOfStep(this.world.tick);
    passed(this.world, 1);
  }

  #silence(stream: Frame["stream"], ticks: number, passed: Passed): void {
    if (stream === "rules") {
      skip(this.world, this.#inputs, ticks, passed);
      return;
    }
    const end = this.world.tick + ticks;
    while (this.world.tick < end) {
      const moved = this.#change([]);
      passed(this.world, 1);
      const rest = end - this.world.tick;
      // Nothing has moved by its rate, and there is no event left that could end: so are all other ticks of the silence.
      if (moved || rest === 0) continue;
      skipQuiet(this.world, rest);
      passed(this.world, rest);
    }
  }

  #step(news: readonly number[]): void {
    holdInputs(this.#inputs, this.world.seatTable);
    const nature = new ReplayedNature(readInputs(this.#inputs, news, this.world.currentSeed));
    advance(this.world, this.#inputs, nature);
    if (!nature.isSpent) throw new OutOfStep(this.world.tick);
  }

  /** @returns whether any cell moved by its rate */
  #change(news: readonly number[]): boolean {
    beginTick(this.world);
    return readDelta(this.world, news);
  }
}
