/**
 * Counts the traces that are kept of a network in a day: with match after match the quota of each is no limit.
 * docs/decisions/caps.md
 */
import { DAY_MS } from "../clock.ts";

/** How many traces of one network are kept in a day, which begins with the first. */
export const MOST_A_DAY = 200;

/** Times are milliseconds since 1970. */
export class TraceDays {
  readonly #sql: SqlStorage;

  /** @param now stored days that begin after it, by another clock, are set back to it */
  constructor(sql: SqlStorage, now: number) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS flight_days (address TEXT PRIMARY KEY, since INTEGER NOT NULL, flights INTEGER NOT NULL)
       WITHOUT ROWID`,
    );
    sql.exec("UPDATE flight_days SET since = ? WHERE since > ?", now, now);
  }

  /**
   * Counts one more trace.
   * @param address stands for the network
   * @returns 0; or, if it is one too many and not counted, in how many milliseconds the network may send the next one
   */
  allow(address: string, now: number): number {
    this.#sql.exec("DELETE FROM flight_days WHERE since <= ?", now - DAY_MS);
    const [full] = this.#sql.exec<{ since: number }>(
      "SELECT since FROM flight_days WHERE address = ? AND flights >= ?",
      address,
      MOST_A_DAY,
    );
    if (full) return full.since + DAY_MS - now;
    this.#sql.exec(
      "INSERT INTO flight_days VALUES (?, ?, 1) ON CONFLICT (address) DO UPDATE SET flights = flights + 1",
      address,
      now,
    );
    return 0;
  }
}
