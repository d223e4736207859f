/** The storage of a Durable Object in memory: SQLite, keys and values, and transactions over both. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

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
  readonly #statements = new Map<string, StatementSync>();
  #values = new Map<string, unknown>();
  /** The values of before, of each transaction that is open: they nest. */
  readonly #before: Map<string, unknown>[] = [];

  /** Statements are kept: most are asked again. */
  #prepare(query: string): StatementSync {
    const statement = this.#statements.get(query) ?? this.#database.prepare(query);
    this.#statements.set(query, statement);
    return statement;
  }

  readonly sql = {
    exec: (query: string, ...bound: SQLInputValue[]) => {
      const rows = this.#prepare(query).all(...bound.map(fits));
      const found = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellOf(cell)])),
      );
      const one = () => {
        if (found.length !== 1)
          throw new Error(`expected exactly one result from SQL query, and there are ${found.length}`);
        return found[0];
      };
      return Object.assign(found.values(), { toArray: () => found, one });
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
    this.begin();
    try {
      const answer = work();
      this.commit();
      return answer;
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  /** What is written from here on is kept by `commit`, or taken back by `undo`: as a crash does to what is not on the disk yet. */
  begin(): void {
    this.#before.push(new Map(this.#values));
    this.#database.exec(`SAVEPOINT s${this.#before.length}`);
  }

  commit(): void {
    this.#database.exec(`RELEASE s${this.#before.length}`);
    this.#before.pop();
  }

  undo(): void {
    const name = `s${this.#before.length}`;
    this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
    this.#values = this.#before.pop() ?? this.#values;
  }

  close(): void {
    this.#database.close();
  }

  /** The names of all tables, and the keys of all values. */
  get contents(): { readonly tables: readonly string[]; readonly keys: readonly string[] } {
    const tables = this.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    const keys = [...this.#values.keys()].filter((key) => key !== VERSION);
    return { tables: tables.map(({ name }) => String(name)).sort(), keys: keys.sort() };
  }
}
