/** From frames as they arrive to a picture at any moment. */
import { type Frame, type Keyframe, LogReader } from "#shared/log/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { PlayoutClock } from "./clock.ts";
import { Interpolator } from "./draw.ts";
import { WorldRing } from "./ring.ts";
import type { Drawn } from "./types.ts";

/** How many ticks are kept: enough for the delay of a bad line. */
const KEPT = 64;
/** After a longer gap than this the events in it are past, and not played all at once. In ticks. */
const STALE = 15;

export class Playout {
  readonly clock: PlayoutClock;
  readonly #reader: LogReader;
  readonly #ring = new WorldRing(KEPT);
  readonly #interpolator: Interpolator;
  /** The last tick that was shown, rounded down; its events have been played. */
  #played = -1;
  #shown = 0;

  constructor(layout: Layout) {
    this.clock = new PlayoutClock(layout.tickRate);
    this.#reader = new LogReader(layout);
    this.#interpolator = new Interpolator(layout);
  }

  /** The newest tick that has arrived; -1 before the first keyframe. */
  get latest(): number {
    return this.#ring.latest;
  }

  /** The world at that tick. */
  get newest(): WorldBase {
    return this.#reader.world;
  }

  /** Begins anew. @throws as `LogReader.begin` */
  begin(keyframe: Keyframe, now: number): void {
    this.#reader.begin(keyframe);
    this.#ring.clear();
    this.#ring.push(this.#reader.world);
    this.clock.reset();
    this.clock.arrived(keyframe.tick, now);
    this.#played = keyframe.tick - 1;
    this.#shown = keyframe.tick;
  }

  /** @throws as `LogReader.apply` */
  apply(frame: Frame, now: number): void {
    this.#reader.apply(frame, (world) => this.#ring.push(world));
    this.clock.arrived(this.#reader.world.tick, now);
  }

  /** The picture at `now`; undefined before the first keyframe. It is valid until the next call. */
  frame(now: number): Drawn | undefined {
    const { latest, oldest } = this.#ring;
    if (latest < 0) return undefined;
    // Never back in time, never past what is known: a tick without a frame is one in which nothing changed.
    this.#shown = Math.min(Math.max(this.clock.shown(now), this.#shown, oldest), latest);
    const tick = Math.floor(this.#shown);
    const world = this.#ring.at(tick);
    if (!world) return undefined;
    this.#interpolator.draw(world, this.#ring.at(tick + 1), this.#shown - tick);
    return { tick: this.#shown, world, passed: this.#pass(tick), tables: this.#interpolator.tables };
  }

  /** The worlds from the last played tick to this one. */
  #pass(tick: number): WorldBase[] {
    const passed: WorldBase[] = [];
    const first = tick - this.#played > STALE ? tick : this.#played + 1;
    for (let t = first; t <= tick; t++) {
      const world = this.#ring.at(t);
      if (world) passed.push(world);
    }
    this.#played = tick;
    return passed;
  }
}
