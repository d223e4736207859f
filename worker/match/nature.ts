/**
 * A match's source of nature: draws secrets and seeds from cryptographic randomness, and keeps what a tick has drawn for the log.
 * docs/decisions/secrets.md
 */
import { MOST_DRAWS, type Nature, type NatureOfTick, type Status } from "#shared/sim/index.ts";

/** Answers with 32 random bits, 0 to 4294967295. */
export type Entropy = () => number;

/** So many words are asked for at once. */
const POOL = 64;

/** The platform's cryptographic randomness. */
export function cryptoEntropy(): Entropy {
  const words = new Uint32Array(POOL);
  let left = 0;
  return () => {
    if (left === 0) left = crypto.getRandomValues(words).length;
    left -= 1;
    const word = words[left];
    words[left] = 0;
    return word;
  };
}

/** A seed that differs from this one. */
function otherSeed(entropy: Entropy, before: number): number {
  for (;;) {
    const seed = entropy();
    if (seed !== before) return seed;
  }
}

export class MatchNature implements Nature {
  readonly #entropy: Entropy;
  #seed: number | undefined;
  #draws: number[] = [];
  /** The next tick begins with a new seed. */
  #isSeedDue: boolean;

  /** @param isSeedDue a round may be over since the last seed */
  constructor(entropy: Entropy, isSeedDue: boolean) {
    this.#entropy = entropy;
    this.#isSeedDue = isSeedDue;
  }

  get seed(): number | undefined {
    return this.#seed;
  }

  draw(): number {
    if (this.#draws.length >= MOST_DRAWS) {
      throw new RangeError(`a tick draws more than ${MOST_DRAWS} words from world.secret`);
    }
    const word = this.#entropy();
    this.#draws.push(word);
    return word;
  }

  /** A tick begins. @param seed the generator's, so far */
  begin(seed: number): void {
    this.#draws = [];
    this.#seed = this.#isSeedDue ? otherSeed(this.#entropy, seed) : undefined;
    this.#isSeedDue = false;
  }

  /** What the tick has drawn so far. */
  get ofTick(): NatureOfTick {
    return { seed: this.#seed, draws: this.#draws };
  }

  /**
   * A tick has passed. The round that is over has shown much of its seed: what comes from now on, the next round above all, has
   * another.
   */
  heed(before: Status, after: Status): void {
    if (before === "live" && after !== "live") this.#isSeedDue = true;
  }
}
