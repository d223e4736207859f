/** A pool's decision log as rows of the object's SQLite: a ring, bounded in rows and in bytes. */
import type { DecisionStore, LogRow } from "./decision-log.ts";

/** A day of a pool that is always searched writes some 8,640 rows; 32 MiB hold some 100,000 tickets. */
export const MOST_ROWS = 10_000;
export const MOST_BYTES = 32 << 20;

export interface Bounds {
  readonly rows: number;
  readonly bytes: number;
}

export class SqlDecisionStore implements DecisionStore {
  readonly #sql: SqlStorage;
  readonly #most: Bounds;
  /** What is stored, once that was counted. */
  #size: { rows: number; bytes: number } | undefined;

  constructor(sql: SqlStorage, most: Bounds = { rows: MOST_ROWS, bytes: MOST_BYTES }) {
    this.#sql = sql;
    this.#most = most;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS queue_decisions (n INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, lines TEXT NOT NULL)",
    );
  }

  /** The oldest rows go where these lines are too many. */
  add(lines: string): void {
    const size = this.#count();
    this.#sql.exec("INSERT INTO queue_decisions (bytes, lines) VALUES (?, ?)", lines.length, lines);
    size.rows += 1;
    size.bytes += lines.length;
    while (size.rows > 1 && (size.rows > this.#most.rows || size.bytes > this.#most.bytes)) {
      const { bytes } = this.#sql
        .exec<{ bytes: number }>(
          "DELETE FROM queue_decisions WHERE n = (SELECT min(n) FROM queue_decisions) RETURNING bytes",
        )
        .one();
      size.rows -= 1;
      size.bytes -= bytes;
    }
  }

  /** The row after this one; 0 for the oldest. */
  after(n: number): LogRow | undefined {
    const [row] = this.#sql
      .exec<{ n: number; lines: string }>("SELECT n, lines FROM queue_decisions WHERE n > ? ORDER BY n LIMIT 1", n)
      .toArray();
    return row;
  }

  #count(): { rows: number; bytes: number } {
    this.#size ??= this.#sql
      .exec<{ rows: number; bytes: number }>(
        "SELECT count(*) AS rows, coalesce(sum(bytes), 0) AS bytes FROM queue_decisions",
      )
      .one();
    return this.#size;
  }
}
