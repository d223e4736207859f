/** The writing end of a match's log: codes each tick once for all readers of a stream. */
import { beginTick, holdInputs, skipQuiet, type WorldBase } from "#shared/sim/index.ts";
import { writeDelta } from "./delta.ts";
import type { Frame, Stream } from "./frame.ts";
import { writeInputs } from "./inputs.ts";

export interface WriterOptions {
  readonly stream: Stream;
  /** A frame at least this often, in ticks, though nothing changed. */
  readonly heartbeat: number;
  /** A hash in every frame whose tick is a multiple of this. */
  readonly hashEvery: number;
}

export class LogWriter {
  /** The world of every reader after the last tick. */
  readonly #shared: WorldBase;
  readonly #options: WriterOptions;
  #quiet = 0;

  constructor(world: WorldBase, options: WriterOptions) {
    this.#shared = world.clone();
    // A reader takes the commands of this tick as over.
    if (options.stream === "rules") holdInputs(this.#shared.seatTable, world.seatTable);
    this.#options = options;
  }

  /**
   * Codes one tick of `world`; undefined where silence says it. Call it for every tick, or once for several quiet ones.
   * @param passed how many ticks have led to this world
   * @param draws the secrets that it has drawn, for a rules stream that no client reads
   */
  write(world: WorldBase, passed = 1, draws: readonly number[] = []): Frame | undefined {
    const { stream, hashEvery, heartbeat } = this.#options;
    // On the rules stream only the seats matter, and in quiet time they stay as they are.
    if (passed > 1 && stream === "state") skipQuiet(this.#shared, passed - 1);
    const delta: number[] = [];
    const news = stream === "rules" ? this.#inputs(delta, world, draws) : this.#state(delta, world);
    const hashed = world.tick % hashEvery === 0;
    const ticks = this.#quiet + passed;
    if (!news && !hashed && ticks < heartbeat) {
      this.#quiet = ticks;
      return undefined;
    }
    this.#quiet = 0;
    return { stream, ticks, hash: hashed ? world.hash() : undefined, delta };
  }

  #inputs(delta: number[], world: WorldBase, draws: readonly number[]): boolean {
    writeInputs(delta, this.#shared, world, draws);
    this.#shared.seed(world.currentSeed);
    holdInputs(this.#shared.seatTable, world.seatTable);
    return delta.length > 0;
  }

  #state(delta: number[], world: WorldBase): boolean {
    beginTick(this.#shared);
    return writeDelta(delta, this.#shared, world) || delta.length > 0;
  }

  /** Ends a silence: afterwards every reader is at the last tick, and a newcomer may begin there with a keyframe. */
  settle(): Frame | undefined {
    if (this.#quiet === 0) return undefined;
    const frame: Frame = { stream: this.#options.stream, ticks: this.#quiet, hash: undefined, delta: [] };
    this.#quiet = 0;
    return frame;
  }
}
