/** Goes through a replay tick by tick, by the rules by which the match was played. */
import { type Frame, LogReader } from "#shared/log/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import { Checkpoints, type ReplayPosition } from "./checkpoints.ts";
import type { Course } from "./course.ts";
import { MOST } from "./format.ts";
import type { Replay } from "./read.ts";
import { framesOf, open, StepBudget } from "./segment.ts";

/** A world is kept this often, in seconds of play. */
const CHECKPOINT_S = 5;

export class SteppedCourse implements Course {
  readonly #replay: Replay;
  readonly #reader: LogReader;
  readonly #checkpoints = new Checkpoints();
  /** Undefined before the first seek, and after one that failed. */
  #place: ReplayPosition | undefined;
  /** The frames of the present segment. */
  #frames: readonly Frame[] = [];

  constructor(replay: Replay, layout: Layout) {
    this.#replay = replay;
    this.#reader = new LogReader(layout);
  }

  seek(tick: number): WorldBase {
    const place = this.#place;
    this.#place = undefined;
    return trusting("this replay cannot be played", () => {
      this.#place = this.#go(this.#start(place, tick), tick);
      return this.#reader.world;
    });
  }

  /** Finds the place to go on from: the present one, a kept world, or the segment's opening. */
  #start(place: ReplayPosition | undefined, tick: number): ReplayPosition {
    const { world } = this.#reader;
    const { segments } = this.#replay;
    const segment = segments.findLastIndex((one) => one.tick <= tick);
    const kept = this.#checkpoints.nearest(segment, tick);
    if (place?.segment === segment && world.tick <= tick && world.tick >= (kept?.world.tick ?? 0)) return place;
    if (place?.segment !== segment) this.#frames = framesOf(segments[segment].log);
    if (kept) {
      world.forkFrom(kept.world);
      return kept.place;
    }
    open(this.#reader, segments[segment].opening, segments[segment].tick);
    return { segment, frames: 0, ticks: 0 };
  }

  #go(place: ReplayPosition, tick: number): ReplayPosition {
    const { world } = this.#reader;
    const every = CHECKPOINT_S * world.layout.tickRate;
    const budget = new StepBudget(MOST.segment * world.layout.tickRate);
    for (;;) {
      const before = Math.floor(world.tick / every);
      const next = this.#step(place, tick, budget);
      if (!next) return place;
      place = next;
      if (Math.floor(world.tick / every) !== before) this.#checkpoints.keep(place, world);
    }
  }

  /** On to the next frame, or as far into its silence as the tick lies, if that does not go beyond this one. */
  #step({ segment, frames, ticks }: ReplayPosition, tick: number, budget: StepBudget): ReplayPosition | undefined {
    const frame = this.#frames[frames];
    const wanted = tick - this.#reader.world.tick;
    if (!frame || wanted <= 0) return undefined;
    const silent = frame.ticks - 1 - ticks;
    const spend = () => budget.spend();
    if (silent === 0) {
      this.#reader.apply({ ...frame, ticks: 1 }, spend);
      return { segment, frames: frames + 1, ticks: 0 };
    }
    // In a frame's other ticks no input changed.
    const passed = Math.min(silent, wanted);
    this.#reader.apply({ ...frame, ticks: passed, hash: undefined, delta: [] }, spend);
    return { segment, frames, ticks: ticks + passed };
  }
}
