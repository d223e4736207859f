/** Keeps the last meetings of a pool as rows of the object's SQLite. */
import * as v from "valibot";
import { type Meeting, type MeetingStore, MOST_MATCHES } from "./met.ts";

/** A row that another version of this code wrote in another form is dropped. */
const Row = v.object({ at: v.number(), players: v.pipe(v.string(), v.parseJson(), v.array(v.string())) });

export class SqlMeetingStore implements MeetingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS queue_meetings (n INTEGER PRIMARY KEY, at INTEGER NOT NULL, players TEXT NOT NULL)",
    );
  }

  meetings(): readonly Meeting[] {
    return this.#sql
      .exec("SELECT at, players FROM queue_meetings ORDER BY n")
      .toArray()
      .flatMap((row) => {
        const parsed = v.safeParse(Row, row);
        return parsed.success ? [parsed.output] : [];
      });
  }

  addMeeting({ at, players }: Meeting): void {
    const { n } = this.#sql
      .exec<{ n: number }>(
        "INSERT INTO queue_meetings (at, players) VALUES (?, ?) RETURNING n",
        at,
        JSON.stringify(players),
      )
      .one();
    this.#sql.exec("DELETE FROM queue_meetings WHERE n <= ?", n - MOST_MATCHES);
  }
}
