/**
 * Counts the traces that are kept of a network in a day: with match after match the quota of each is no limit.
 * docs/decisions/caps.md
 */
import { DAY_MS } from "../clock.ts";
import type { StoredDay } from "./rpc.ts";

/** How many traces of one network are kept in a day, which begins with the first. */
export const MOST_A_DAY = 200;

/** Times are milliseconds since 1970. */
export class TraceDay {
  readonly #sql: SqlStorage;

  /** @param now a stored day that begins after it, by another clock, is set back to it */
  constructor(sql: SqlStorage, now: number) {
    this.#sql = sql;
    // One row at most. `adopted`: what an older build has counted is in it.
    sql.exec(
      `CREATE TABLE IF NOT EXISTS trace_day (one INTEGER PRIMARY KEY CHECK (one = 1), since INTEGER NOT NULL,
       traces INTEGER NOT NULL, adopted INTEGER NOT NULL)`,
    );
    sql.exec("UPDATE trace_day SET since = ? WHERE since > ?", now, now);
  }

  /**
   * Counts one more trace.
   * @returns 0; or, if it is one too many and not counted, in how many milliseconds the network may send the next one
   */
  take(now: number): number {
    this.expire(now);
    const [full] = this.#sql.exec<{ since: number }>("SELECT since FROM trace_day WHERE traces >= ?", MOST_A_DAY);
    if (full) return full.since + DAY_MS - now;
    this.#sql.exec(
      "INSERT INTO trace_day VALUES (1, ?, 1, FALSE) ON CONFLICT (one) DO UPDATE SET traces = traces + 1",
      now,
    );
    return 0;
  }

  /** Takes over what an older build has counted, once. */
  adopt({ since, traces }: StoredDay, now: number): void {
    this.#sql.exec(
      `INSERT INTO trace_day VALUES (1, ?, ?, TRUE)
       ON CONFLICT (one) DO UPDATE SET since = MIN(since, excluded.since), traces = traces + excluded.traces, adopted = TRUE
       WHERE NOT adopted`,
      Math.min(since, now),
      traces,
    );
  }

  /** Forgets a day that is over. @returns whether there is one that goes on */
  expire(now: number): boolean {
    this.#sql.exec("DELETE FROM trace_day WHERE since <= ?", now - DAY_MS);
    return this.#sql.exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM trace_day").one().rows > 0;
  }
}
