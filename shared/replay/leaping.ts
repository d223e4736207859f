/** Goes through the worlds that a replay shows: no rules are needed for it. */
import { LogReader } from "#shared/log/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import type { Course } from "./course.ts";
import { applyLeap, type Leap, leapsIn } from "./leaps.ts";
import type { Replay } from "./read.ts";
import { open, type Segment } from "./segment.ts";

export class LeapingCourse implements Course {
  readonly #replay: Replay;
  readonly #reader: LogReader;
  /** Where the world is; undefined until somebody seeks, and after a seek that has failed. */
  #chapter: Segment | undefined;
  /** Of the chapter, those that have not been applied yet. */
  #ahead: Leap[] = [];

  /** @param layout of the rules that the match was played by, which need not be here */
  constructor(replay: Replay, layout: Layout) {
    this.#replay = replay;
    this.#reader = new LogReader(layout);
  }

  seek(tick: number): WorldBase {
    const at = this.#chapter;
    this.#chapter = undefined;
    return trusting("this replay cannot be played", () => {
      const { world } = this.#reader;
      const chapter = this.#replay.segments.findLast((one) => one.tick <= tick);
      if (chapter && (chapter !== at || world.tick > tick)) {
        open(this.#reader, chapter.opening, chapter.tick);
        this.#ahead = [...leapsIn(chapter.states)];
      }
      for (let [next] = this.#ahead; next && world.tick + next.ticks <= tick; [next] = this.#ahead) {
        applyLeap(world, next);
        this.#ahead.shift();
      }
      this.#chapter = chapter;
      return world;
    });
  }
}
