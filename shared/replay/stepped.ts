/** Goes through a replay tick by tick, by the very rules that the match was played by. */
import { type Frame, LogReader } from "#shared/log/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import { Checkpoints, type ReplayPosition } from "./checkpoints.ts";
import type { Course } from "./course.ts";
import type { Replay } from "./read.ts";
import { framesOf, open } from "./segment.ts";

/** A world is kept this often, in seconds of play. */
const CHECKPOINT_S = 5;

export class SteppedCourse implements Course {
  readonly #replay: Replay;
  readonly #reader: LogReader;
  readonly #checkpoints = new Checkpoints();
  /** Undefined until somebody seeks, and after a seek that has failed. */
  #place: ReplayPosition | undefined;
  /** Those of the chapter at which this is. */
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

  /** Where to go on from: where one is, a world that was kept, or the chapter's opening. */
  #start(place: ReplayPosition | undefined, tick: number): ReplayPosition {
    const { world } = this.#reader;
    const { segments } = this.#replay;
    const chapter = segments.findLastIndex((one) => one.tick <= tick);
    const kept = this.#checkpoints.nearest(chapter, tick);
    if (place?.chapter === chapter && world.tick <= tick && world.tick >= (kept?.world.tick ?? 0)) return place;
    if (place?.chapter !== chapter) this.#frames = framesOf(segments[chapter].log);
    if (kept) {
      world.forkFrom(kept.world);
      return kept.place;
    }
    open(this.#reader, segments[chapter].opening, segments[chapter].tick);
    return { chapter, frames: 0, ticks: 0 };
  }

  #go(place: ReplayPosition, tick: number): ReplayPosition {
    const { world } = this.#reader;
    const every = CHECKPOINT_S * world.layout.tickRate;
    for (;;) {
      const next = this.#step(place, tick);
      if (!next) return place;
      place = next;
      if (world.tick % every === 0) this.#checkpoints.keep(place, world);
    }
  }

  /** One tick on, if that does not go beyond this one. */
  #step({ chapter, frames, ticks }: ReplayPosition, tick: number): ReplayPosition | undefined {
    const frame = this.#frames[frames];
    if (!frame || this.#reader.world.tick >= tick) return undefined;
    if (ticks + 1 === frame.ticks) {
      this.#reader.apply({ ...frame, ticks: 1 });
      return { chapter, frames: frames + 1, ticks: 0 };
    }
    // In a frame's other ticks nobody did anything new.
    this.#reader.apply({ ...frame, ticks: 1, hash: undefined, delta: [] });
    return { chapter, frames, ticks: ticks + 1 };
  }
}
