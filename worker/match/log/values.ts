/**
 * Stores any number of bytes under a key. A row of an object's storage holds 2 MB at most, so a greater value is stored in parts. A
 * value that was stored before there were parts is read as it is.
 */
import * as v from "valibot";

/** How many bytes one row takes. */
export const PART = 1 << 20;

/** Stands in a row for bytes that are too many for it, and so lie beside it. Neither a page's image nor a replay is ever empty. */
export const BESIDE = new Uint8Array();

export const Bytes = v.instance(Uint8Array);

/** Stands under the key of a value in parts: how many there are. */
const Parted = v.strictObject({ parts: v.number() });

const partKey = (key: string, part: number): string => `${key}/${part}`;

export class StoredValues {
  readonly #kv: SyncKvStorage;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
  }

  /** How many parts there are of it. */
  #parts(value: unknown): number {
    const parted = v.safeParse(Parted, value);
    return parted.success ? parted.output.parts : 0;
  }

  put(key: string, bytes: Uint8Array): void {
    this.delete(key);
    const parts = Math.ceil(bytes.length / PART);
    // Copies, since of a view the storage would take the whole buffer.
    if (parts <= 1) {
      this.#kv.put(key, bytes.slice());
      return;
    }
    for (let part = 0; part < parts; part++)
      this.#kv.put(partKey(key, part), bytes.slice(part * PART, (part + 1) * PART));
    this.#kv.put(key, { parts } satisfies v.InferOutput<typeof Parted>);
  }

  /**
   * The bytes that were put; undefined where there are none. A value of another kind is returned as it is.
   * @throws {Error} a part of it is missing
   */
  get(key: string): unknown {
    const value = this.#kv.get(key);
    const parts = this.#parts(value);
    if (parts === 0) return value;
    const found = Array.from({ length: parts }, (_, part) => {
      const bytes = this.#kv.get(partKey(key, part));
      if (!(bytes instanceof Uint8Array)) throw new Error(`part ${part} of ${parts} of a stored value is missing`);
      return bytes;
    });
    const whole = new Uint8Array(found.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const bytes of found) {
      whole.set(bytes, at);
      at += bytes.length;
    }
    return whole;
  }

  delete(key: string): void {
    const parts = this.#parts(this.#kv.get(key));
    for (let part = 0; part < parts; part++) this.#kv.delete(partKey(key, part));
    this.#kv.delete(key);
  }

  /** Deletes all values whose keys begin so. */
  deleteAll(prefix: string): void {
    for (const [key] of [...this.#kv.list({ prefix })]) this.#kv.delete(key);
  }
}
