/**
 * The two ends of a match's log: a writer that codes each tick once for everybody, and a reader that folds
 * a keyframe and the frames since into the world.
 */
import { beginTick, emptyWorld, type Layout, type WorldBase } from "#shared/sim/index.ts";
import { readDelta, writeDelta } from "./delta.ts";

/** What one tick changed. */
export interface Frame {
  /** How many ticks have passed since the frame before, 1 or more: the others changed nothing but the clock. */
  readonly ticks: number;
  /** The world's hash after this frame, where the writer adds it. */
  readonly hash: number | undefined;
  readonly delta: readonly number[];
}

/** A whole world: what a newcomer begins with. */
export interface Keyframe {
  readonly tick: number;
  readonly hash: number;
  /** The world, as the delta from the empty one. */
  readonly delta: readonly number[];
}

/** A world as a keyframe. */
export function keyframe(world: WorldBase): Keyframe {
  const delta: number[] = [];
  writeDelta(delta, emptyWorld(world.layout), world);
  return { tick: world.tick, hash: world.hash(), delta };
}

export interface WriterOptions {
  /** A frame at least this often, in ticks, though nothing changed. */
  readonly heartbeat: number;
  /** A hash in every frame whose tick is a multiple of this. */
  readonly hashEvery: number;
}

export class LogWriter {
  /** What every reader holds after the last frame. */
  readonly #shared: WorldBase;
  readonly #options: WriterOptions;
  #quiet = 0;

  constructor(world: WorldBase, options: WriterOptions) {
    this.#shared = world.clone();
    this.#options = options;
  }

  /** Codes one tick of `world`; undefined where nothing changed and silence says it. Call it for every tick. */
  write(world: WorldBase): Frame | undefined {
    const delta: number[] = [];
    beginTick(this.#shared);
    const drifted = writeDelta(delta, this.#shared, world);
    const hashed = world.tick % this.#options.hashEvery === 0;
    const ticks = this.#quiet + 1;
    if (delta.length === 0 && !drifted && !hashed && ticks < this.#options.heartbeat) {
      this.#quiet = ticks;
      return undefined;
    }
    this.#quiet = 0;
    return { ticks, hash: hashed ? world.hash() : undefined, delta };
  }

  /** The world as it was at the last frame that was written: a newcomer who begins here can apply the next one. */
  keyframe(): Keyframe {
    const world = this.#shared.clone();
    world.tick -= this.#quiet;
    return keyframe(world);
  }
}

/** A reader whose world's hash is not the writer's. It needs a keyframe. */
export class OutOfStep extends Error {
  readonly tick: number;

  constructor(tick: number) {
    super(`the world at tick ${tick} is not the server's`);
    this.tick = tick;
  }
}

export class LogReader {
  readonly world: WorldBase;

  constructor(layout: Layout) {
    this.world = emptyWorld(layout);
  }

  /**
   * Begins anew from a keyframe.
   * @throws {OutOfStep} the keyframe does not lead to the world that it names
   * @throws {RangeError} it is no keyframe of this layout
   */
  begin({ tick, hash, delta }: Keyframe): void {
    this.world.bytes.fill(0);
    readDelta(this.world, delta);
    if (this.world.tick !== tick || this.world.hash() !== hash) throw new OutOfStep(tick);
  }

  /**
   * Applies a frame. `each` is called after every tick that it covers.
   * @throws {OutOfStep} the frame's hash is not this world's
   * @throws {RangeError} it is no frame of this layout
   */
  apply({ ticks, hash, delta }: Frame, each: (world: WorldBase) => void = () => {}): void {
    for (let n = 1; n <= ticks; n++) {
      beginTick(this.world);
      readDelta(this.world, n === ticks ? delta : []);
      if (n < ticks) each(this.world);
    }
    if (hash !== undefined && this.world.hash() !== hash) throw new OutOfStep(this.world.tick);
    each(this.world);
  }
}
