/** Goes through a replay tick by tick, by the very rules that the match was played by. */
import { type Frame, LogReader } from "#shared/log/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import { Checkpoints, type Place } from "./checkpoints.ts";
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
  #place: Place | undefined;
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
  #start(place: Place | undefined, tick: number): Place {
    const { world } = this.#reader;
    const { chapters } = this.#replay;
    const chapter = chapters.findLastIndex((one) => one.tick <= tick);
    const kept = this.#checkpoints.nearest(chapter, tick);
    if (place?.chapter === chapter && world.tick <= tick && world.tick >= (kept?.world.tick ?? 0)) return place;
    if (place?.chapter !== chapter) this.#frames = framesOf(chapters[chapter].log);
    if (kept) {
      world.forkFrom(kept.world);
      return kept.place;
    }
    open(this.#reader, chapters[chapter].opening, chapters[chapter].tick);
    return { chapter, frames: 0, ticks: 0 };
  }

  #go(place: Place, tick: number): Place {
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
  #step({ chapter, frames, ticks }: Place, tick: number): Place | undefined {
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
