/**
 * Players who are erased: a ladder must know their ids again, or a round that is told late, or a leave, would bring them back. It keeps
 * a hash, from which no id can be had: an id has 128 random bits.
 */
import siphash from "siphash";

/** Any key will do: it is no secret. */
const KEY = new Uint32Array([1, 2, 3, 4]);
const text = new TextEncoder();

/** 64 bits in hexadecimal digits. */
function hashOf(player: string): string {
  const { h, l } = siphash.hash(KEY, text.encode(player));
  return [h, l].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

export const ERASED_TABLE =
  "CREATE TABLE IF NOT EXISTS erased (hash TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID";

/** The players who are erased from this ladder, and their rows. */
export class Erased {
  readonly #sql: SqlStorage;
  /** How many of them have a row, once that was counted. */
  #rows: number | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param id 0 for one who has no row */
  add(player: string, id: number): void {
    this.#sql.exec("INSERT OR IGNORE INTO erased VALUES (?, ?)", hashOf(player), id);
    this.#rows = undefined;
  }

  /** How many of them have a row. */
  get rows(): number {
    this.#rows ??= this.#sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM erased WHERE id > 0").one().rows;
    return this.#rows;
  }

  /** The number of the row that was this player's; 0 where there was none, undefined for one who is not erased. */
  rowOf(player: string): number | undefined {
    const [found] = this.#sql.exec<{ id: number }>("SELECT id FROM erased WHERE hash = ?", hashOf(player)).toArray();
    return found?.id;
  }
}
