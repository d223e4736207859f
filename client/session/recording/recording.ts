/**
 * What a spectator's client has received, so that it can go back: every few seconds what leads to the world of then, and
 * all frames since. The oldest is let go, so its memory is bounded.
 */
import { type Frame, type Keyframe, LogReader, opening } from "#shared/log/index.ts";
import type { RosterEntry } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { checkTick, type Footage } from "./footage.ts";

/** How long the past is kept, in seconds. */
const KEPT_S = 600;
/** A segment holds so many seconds: so many ticks at most are stepped after a jump. */
const SEGMENT_S = 4;
/** More rosters than this at once say nothing more. */
const MOST_ROSTERS = 500;

/** Some seconds from a world that one can begin with. */
interface Segment {
  /** Of that world. */
  readonly tick: number;
  /** Leads to it and its past: a reader that goes on stepping needs both. */
  readonly opening: { readonly keyframe: Keyframe; readonly frames: readonly Frame[] };
  /** Since then, each tick in one of them. */
  readonly frames: Frame[];
}

interface Told {
  /** From this tick on. */
  readonly tick: number;
  readonly seats: readonly RosterEntry[];
}

export class Recording {
  readonly layout: Layout;
  readonly #kept: number;
  readonly #every: number;
  #segments: Segment[] = [];
  #rosters: Told[] = [];
  #last = -1;

  /** @param seconds how long the past is kept */
  constructor(layout: Layout, seconds = KEPT_S) {
    this.layout = layout;
    this.#kept = seconds * layout.tickRate;
    this.#every = SEGMENT_S * layout.tickRate;
  }

  /** The first and the last tick that are kept; -1 before the first keyframe. */
  get first(): number {
    return this.#segments[0]?.tick ?? -1;
  }

  get last(): number {
    return this.#last;
  }

  /** A keyframe has led to this world, with its past as far as it is known. What was after it never was. */
  begin(world: WorldBase): void {
    this.#segments = this.#segments.filter(({ tick }) => tick < world.tick);
    const before = this.#segments.at(-1);
    if (before) cut(before, world.tick - 1);
    this.#rosters = this.#rosters.filter(({ tick }, i) => i === 0 || tick <= world.tick);
    this.#last = world.tick;
    this.#open(world);
  }

  /** A frame has led to this world. */
  add({ stream, ticks, delta }: Frame, world: WorldBase): void {
    const segment = this.#segments.at(-1);
    if (!segment) return;
    // That it leads here has been checked.
    segment.frames.push({ stream, ticks, hash: undefined, delta });
    this.#last = world.tick;
    if (world.tick - segment.tick >= this.#every) this.#open(world);
  }

  #open(world: WorldBase): void {
    this.#segments.push({ tick: world.tick, opening: opening(world), frames: [] });
    while (this.#segments.length > 1 && this.#segments[1].tick <= this.#last - this.#kept) this.#segments.shift();
    // The last of those before is the roster of the first tick.
    while (this.#rosters.length > 1 && this.#rosters[1].tick <= this.first) this.#rosters.shift();
  }

  /** The roster from the last tick on. */
  tell(seats: readonly RosterEntry[]): void {
    this.#rosters.push({ tick: this.#last, seats });
    if (this.#rosters.length > MOST_ROSTERS) this.#rosters.shift();
  }

  /**
   * The roster at this tick; before the first one that is known, the first one.
   * @throws {RangeError} the tick is not kept
   */
  roster(tick: number): readonly RosterEntry[] {
    checkTick(tick, this);
    return (this.#rosters.findLast((told) => told.tick <= tick) ?? this.#rosters[0])?.seats ?? [];
  }

  /** The segment that this tick is in. @throws {RangeError} the tick is not kept */
  segmentAt(tick: number): Segment {
    checkTick(tick, this);
    const segment = this.#segments.findLast((one) => one.tick <= tick);
    if (!segment) throw new RangeError(`tick ${tick} is not kept`);
    return segment;
  }

  /** What has been recorded, to be looked at; it grows with the recording. */
  footage(): Footage {
    return new RecordingReader(this);
  }
}

/** Leaves nothing in a segment that is after this tick. */
function cut({ tick, frames }: Segment, last: number): void {
  let reached = tick;
  let whole = 0;
  while (whole < frames.length && reached + frames[whole].ticks <= last) {
    reached += frames[whole].ticks;
    whole += 1;
  }
  frames.length = whole;
}

/** Steps through a recording. */
class RecordingReader implements Footage {
  readonly #recording: Recording;
  readonly #reader: LogReader;
  #segment: Segment | undefined;
  /** How many of the segment's frames have been applied, and how many ticks of the next one. */
  #frames = 0;
  #ticks = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#reader = new LogReader(recording.layout);
  }

  get layout(): Layout {
    return this.#recording.layout;
  }

  get first(): number {
    return this.#recording.first;
  }

  get last(): number {
    return this.#recording.last;
  }

  world(tick: number): WorldBase {
    const segment = this.#recording.segmentAt(tick);
    const { world } = this.#reader;
    if (segment !== this.#segment || world.tick > tick) this.#open(segment);
    while (world.tick < tick && this.#frames < segment.frames.length) this.#step(segment.frames[this.#frames], tick);
    return world;
  }

  #open(segment: Segment): void {
    const { keyframe, frames } = segment.opening;
    this.#reader.begin(keyframe);
    for (const frame of frames) this.#reader.apply(frame);
    this.#segment = segment;
    this.#frames = 0;
    this.#ticks = 0;
  }

  /** To a frame's end, or as far into its silence: in the ticks before its last, a frame says that no seat did anything new. */
  #step({ stream, ticks, delta }: Frame, to: number): void {
    const silent = ticks - 1 - this.#ticks;
    const passed = Math.max(1, Math.min(silent, to - this.#reader.world.tick));
    const isLast = silent === 0;
    this.#reader.apply({ stream, ticks: passed, hash: undefined, delta: isLast ? delta : [] });
    this.#frames += isLast ? 1 : 0;
    this.#ticks = isLast ? 0 : this.#ticks + passed;
  }

  roster(tick: number): readonly RosterEntry[] {
    return this.#recording.roster(tick);
  }

  again(): Footage {
    return new RecordingReader(this.#recording);
  }
}
