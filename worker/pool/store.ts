/** Stores what matches have reported as rows of the object's SQLite. */
import * as v from "valibot";
import { MatchInfo } from "#shared/protocol/index.ts";
import type { MatchReport } from "../match/spec.ts";
import type { DirectoryStore } from "./directory.ts";
import type { PrivateStore } from "./match-rows.ts";

const Report = v.object({
  ...MatchInfo.entries,
  playerIds: v.array(v.string()),
  teams: v.optional(v.array(v.number())),
}) satisfies v.GenericSchema<unknown, MatchReport>;

/** A row that another version of this code wrote in another form is dropped: the match reports again. */
const Row = v.object({ report: v.pipe(v.string(), v.parseJson(), Report), heard: v.number() });

/** Listed matches, and beside them those that are not listed: each kind in a table of its own, which no reader of the other sees. */
type Table = "matches" | "private_matches";

export class ReportRows implements DirectoryStore, PrivateStore {
  readonly #sql: SqlStorage;
  readonly #table: Table;

  constructor(sql: SqlStorage, table: Table) {
    this.#sql = sql;
    this.#table = table;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (code TEXT PRIMARY KEY, report TEXT NOT NULL, heard INTEGER NOT NULL)`,
    );
  }

  /** An update keeps a row's id, so ids are in the order of age. */
  *load(): Iterable<{ report: MatchReport; heard: number }> {
    for (const row of this.#sql.exec(`SELECT report, heard FROM ${this.#table} ORDER BY rowid`).toArray()) {
      const parsed = v.safeParse(Row, row);
      if (parsed.success) yield parsed.output;
    }
  }

  save(report: MatchReport, heard: number): void {
    this.#sql.exec(
      `INSERT INTO ${this.#table} (code, report, heard) VALUES (?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET report = excluded.report, heard = excluded.heard`,
      report.code,
      JSON.stringify(report),
      heard,
    );
  }

  remove(code: string): void {
    this.#sql.exec(`DELETE FROM ${this.#table} WHERE code = ?`, code);
  }
}
