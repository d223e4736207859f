/** How many flights a network has had kept in a day: with match after match the quota of each is no bound. docs/decisions/caps.md */
import { DAY_MS } from "../clock.ts";

/** So many flights of one network are kept in a day that begins with the first. */
export const MOST_A_DAY = 200;

/** Times are milliseconds since 1970. */
export class TraceDays {
  readonly #sql: SqlStorage;

  /** @param now no day that is stored has begun after it, whatever clock has said so */
  constructor(sql: SqlStorage, now: number) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS flight_days (address TEXT PRIMARY KEY, since INTEGER NOT NULL, flights INTEGER NOT NULL)
       WITHOUT ROWID`,
    );
    sql.exec("UPDATE flight_days SET since = ? WHERE since > ?", now, now);
  }

  /**
   * Counts one more flight.
   * @param address what stands for the network
   * @returns 0; where it is one too many, which is not counted, in how many milliseconds the next one may be sent
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
