/**
 * Nature: what happens to a world and follows from no rule. Only the server draws it; a reader of the log, which steps the same tick
 * again, reads it back. docs/decisions/secrets.md
 */
import { Random } from "./random.ts";

/** The most words of 32 bits that one tick may draw. */
export const MOST_DRAWS = 10_000;

export interface Nature {
  /** `world.random` begins anew with this seed in this tick; undefined: it goes on. */
  readonly seed?: number | undefined;
  /** A client steps: it has no secrets, and in a game with a view its world lacks the state of `world.random`. */
  readonly isClient?: boolean;
  /**
   * The next 32 random bits, 0 to 4294967295.
   * @throws {Unforeseen} a client steps
   * @throws {RangeError} the log has no more of them for this tick, or the tick draws more than `MOST_DRAWS`
   */
  draw(): number;
}

/** From here on a client cannot know what the step does. The predictor catches it: it is no fault of the game. */
export class Unforeseen extends Error {
  override readonly name = "Unforeseen";

  constructor() {
    super("what comes next takes what only the server knows");
  }
}

/** A client predicts. */
export const CLIENT: Nature = {
  isClient: true,
  draw: () => {
    throw new Unforeseen();
  },
};

/** Nothing may be drawn here. */
export const NONE: Nature = {
  draw: () => {
    throw new TypeError(
      "world.secret is there in setup, step, join and leave alone, and where advance is given a source: in a test, seededNature(1)",
    );
  },
};

/** What a log has of one tick. */
export interface NatureOfTick {
  readonly seed: number | undefined;
  readonly draws: readonly number[];
}

/** Reads back what was drawn. */
export class ReplayedNature implements Nature {
  readonly seed: number | undefined;
  readonly #draws: readonly number[];
  #at = 0;

  constructor({ seed, draws }: NatureOfTick) {
    this.seed = seed;
    this.#draws = draws;
  }

  draw(): number {
    if (this.isSpent) throw new RangeError("the log has no more secret draws for this tick");
    return this.#draws[this.#at++];
  }

  /** Whether all of it has been drawn. */
  get isSpent(): boolean {
    return this.#at >= this.#draws.length;
  }
}

/** A source for tests and tools: everything follows from the seed, so nothing that it draws is a secret. */
export function seededNature(seed: number): Nature {
  const random = new Random({ seed, draws: 0 });
  return { draw: () => random.next() };
}
