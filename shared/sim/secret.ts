/**
 * `world.secret`: numbers that no client can foresee or compute. The server draws them from a cryptographic source, and they are no
 * part of the world: what a game keeps of them, it keeps in its tables. docs/decisions/secrets.md
 */
import { type Nature, NONE, Unforeseen } from "./nature.ts";

/** 2^32: how many values a word has. */
const WORDS = 0x100000000;

/** A list of numbers that can be shuffled: an array, or a column of a table. */
export interface Shuffled {
  readonly length: number;
  [at: number]: number;
}

export class Secret {
  readonly #game: { readonly name: string; readonly secrets?: boolean };
  #nature: Nature = NONE;

  constructor(game: { readonly name: string; readonly secrets?: boolean }) {
    this.#game = game;
  }

  /** Runs `work`, whose draws come from this source. For the runtime. */
  static during(secret: Secret, nature: Nature, work: () => void): void {
    const before = secret.#nature;
    secret.#nature = nature;
    try {
      work();
    } finally {
      secret.#nature = before;
    }
  }

  /** Whether a client steps the world. For the runtime. */
  static isClients(secret: Secret): boolean {
    return secret.#nature.isClient === true;
  }

  /**
   * The next 32 random bits, 0 to 4294967295.
   * @throws {TypeError} the game does not declare `secrets: true`, or this is no place to draw
   */
  next(): number {
    const { name, secrets } = this.#game;
    if (!secrets) throw new TypeError(`game ${name}: declare secrets: true to draw from world.secret`);
    return this.#nature.draw();
  }

  /**
   * An integer from 0 to `count - 1`, each as likely as the other.
   * @param count 1 to 2^32
   * @throws {RangeError} it is none of them; otherwise as `next`
   */
  below(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > WORDS) {
      throw new RangeError(`world.secret.below(${count}): use a whole number from 1 to 2^32`);
    }
    // Words beyond the last whole multiple would make some values likelier than others.
    const most = WORDS - (WORDS % count);
    for (;;) {
      const word = this.next();
      if (word < most) return word % count;
    }
  }

  /** An integer from `least` to `most`, both included. @throws as `below` */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /**
   * Puts the numbers of a list in a random order: all of them, or those from `from` up to but not including `to`.
   * @throws as `below`
   */
  shuffle(list: Shuffled, from = 0, to = list.length): void {
    for (let at = to - 1; at > from; at--) {
      const other = this.between(from, at);
      [list[at], list[other]] = [list[other], list[at]];
    }
  }

  /**
   * Says that from here on the step needs what some seats may not know. A client stops its prediction here, and shows what it knows
   * until it hears more; on the server nothing happens. A draw says so by itself.
   */
  needed(): void {
    if (this.#nature.isClient) throw new Unforeseen();
  }
}
