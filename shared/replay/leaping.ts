/** Goes through the states of a replay, without the rules. */
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
  /** The place of the world; undefined before the first seek, and after one that failed. */
  #segment: Segment | undefined;
  /** The leaps of the segment that have not been applied yet. */
  #ahead: Leap[] = [];

  /** @param layout of the rules by which the match was played; this build need not have them */
  constructor(replay: Replay, layout: Layout) {
    this.#replay = replay;
    this.#reader = new LogReader(layout);
  }

  seek(tick: number): WorldBase {
    const at = this.#segment;
    this.#segment = undefined;
    return trusting("this replay cannot be played", () => {
      const { world } = this.#reader;
      const segment = this.#replay.segments.findLast((one) => one.tick <= tick);
      if (segment && (segment !== at || world.tick > tick)) {
        open(this.#reader, segment.opening, segment.tick);
        this.#ahead = [...leapsIn(segment.states)];
      }
      for (let [next] = this.#ahead; next && world.tick + next.ticks <= tick; [next] = this.#ahead) {
        applyLeap(world, next);
        this.#ahead.shift();
      }
      this.#segment = segment;
      return world;
    });
  }
}
