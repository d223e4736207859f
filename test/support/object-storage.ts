/** The storage of a Durable Object in memory: SQLite, keys and values, and transactions over both. */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** @see StorageVersion */
const VERSION = "storage version";

/** The greatest value in a row, in bytes. */
const MOST_BYTES = 2_000_000;

/** Also what a value would take that is part of a greater buffer. */
function fits<T>(value: T): T {
  if (ArrayBuffer.isView(value) && value.buffer.byteLength > MOST_BYTES) throw new RangeError("the value is too big");
  return value;
}

/** Bytes come back as a buffer of their own, as they do in an object. */
const cellOf = (value: unknown): unknown =>
  value instanceof Uint8Array ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value;

export class ObjectStorage {
  readonly #database = new DatabaseSync(":memory:");
  #values = new Map<string, unknown>();

  readonly sql = {
    exec: (query: string, ...bound: SQLInputValue[]) => {
      const rows = this.#database.prepare(query).all(...bound.map(fits));
      const found = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellOf(cell)])),
      );
      return Object.assign(found.values(), { toArray: () => found, one: () => found[0] });
    },
  };

  readonly kv = {
    get: (key: string): unknown => structuredClone(this.#values.get(key)),
    put: (key: string, value: unknown): void => {
      this.#values.set(key, structuredClone(fits(value)));
    },
    delete: (key: string): boolean => this.#values.delete(key),
    list: ({ prefix }: { readonly prefix: string }) =>
      [...this.#values].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
  };

  /** All of the work, or nothing. */
  transactionSync<T>(work: () => T): T {
    const before = new Map(this.#values);
    this.#database.exec("BEGIN");
    try {
      const answer = work();
      this.#database.exec("COMMIT");
      return answer;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      this.#values = before;
      throw error;
    }
  }

  /** The names of all tables, and the keys of all values, but for the version that every storage has. */
  get contents(): { readonly tables: readonly string[]; readonly keys: readonly string[] } {
    const tables = this.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    const keys = [...this.#values.keys()].filter((key) => key !== VERSION);
    return { tables: tables.map(({ name }) => String(name)).sort(), keys: keys.sort() };
  }
}
