/**
 * Names that stand for players in a pool's decision log: the same player has the same one, and without the pool's key, which never
 * leaves its object, no player's id is found from it or another pool's. A keyed hash: SipHash-2-4 (Aumasson and Bernstein, 2012).
 */
import siphash from "siphash";

const KEY = "decisions.key";
const WORDS = 4;

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");

export class Pseudonyms {
  readonly #key: Uint32Array;
  readonly #text = new TextEncoder();

  /** Draws the pool's key once in its life. */
  constructor(kv: Pick<SyncKvStorage, "get" | "put">) {
    const stored = kv.get(KEY);
    if (stored instanceof Uint32Array && stored.length === WORDS) this.#key = stored;
    else {
      this.#key = crypto.getRandomValues(new Uint32Array(WORDS));
      kv.put(KEY, this.#key);
    }
  }

  of(player: string): string {
    const { h, l } = siphash.hash(this.#key, this.#text.encode(player));
    return hex(h) + hex(l);
  }
}
