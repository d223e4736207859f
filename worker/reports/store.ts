/** Reports as rows of the object's SQLite: bounded, and none older than `KEPT_MS`. */
import * as v from "valibot";
import { Figure, type ReportEntry, type ReportPage } from "#shared/protocol/reports.ts";
import { DAY_MS } from "../clock.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import type { Accused, Flag, Report, ReportQuery, ReportSource } from "./rpc.ts";

/** How long a report is kept, in milliseconds. */
export const KEPT_MS = 90 * DAY_MS;
/** So many at most: of more, those go first about which something has been done, and then the oldest. */
export const MOST_REPORTS = 10_000;
/** So many reports a player may make in a day. */
export const MOST_A_DAY = 10;

const FORM: StorageForm = { of: "reports", upgrades: [] };

type Row = {
  n: number;
  id: string;
  at: number;
  kind: "report" | "flag";
  code: string;
  round: number;
  game: string;
  mode: string;
  seat: number;
  player: string;
  name: string;
  seconds: number | null;
  reporter: string | null;
  reason: string;
  words: string;
  figures: string | null;
  trace: string | null;
  done: string | null;
  done_at: number | null;
};

const Figures = v.pipe(v.string(), v.parseJson(), v.array(Figure));

const replayPath = (code: string, round: number, seconds: number | null): string =>
  `/r/${code}-${round}${seconds === null ? "" : `?t=${seconds}`}`;

function entryOf(row: Row): ReportEntry {
  const { id, at, kind, code, round, game, mode, seat, player, name, reason, words } = row;
  return {
    ...{ id, at, kind, code, round, game, mode, seat, player, name, reason, words },
    replay: replayPath(code, round, row.seconds),
    ...(row.reporter !== null && { reporter: row.reporter }),
    ...(row.figures !== null && { figures: v.parse(Figures, row.figures) }),
    ...(row.trace !== null && { trace: `/f/${row.trace}` }),
    ...(row.done !== null && row.done_at !== null && { done: { what: row.done, at: row.done_at } }),
  };
}

export class ReportStore {
  readonly #sql: SqlStorage;
  readonly #version: StorageVersion;
  #isReady = false;

  /** @throws {Error} what an older build has stored could not be brought forward */
  constructor(storage: DurableObjectStorage) {
    this.#sql = storage.sql;
    this.#version = new StorageVersion(storage, FORM);
  }

  /** Made with the first use. @throws {StorageTooNew} */
  #ready(): SqlStorage {
    this.#version.check();
    if (this.#isReady) return this.#sql;
    this.#version.stamp();
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS reports (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
       kind TEXT NOT NULL, code TEXT NOT NULL, round INTEGER NOT NULL, game TEXT NOT NULL, mode TEXT NOT NULL,
       seat INTEGER NOT NULL, player TEXT NOT NULL, name TEXT NOT NULL, seconds INTEGER, reporter TEXT, reason TEXT NOT NULL,
       words TEXT NOT NULL, figures TEXT, trace TEXT, done TEXT, done_at INTEGER)`,
    );
    this.#sql.exec("CREATE INDEX IF NOT EXISTS reports_by_player ON reports (player, n)");
    this.#sql.exec("CREATE INDEX IF NOT EXISTS reports_by_reporter ON reports (reporter, at)");
    this.#isReady = true;
    return this.#sql;
  }

  /** The report of the same player by the same one in the same round. */
  idOf({ code, round, player, reporter }: Pick<Report, "code" | "round" | "player" | "reporter">): string | undefined {
    const [row] = this.#ready()
      .exec<Pick<Row, "id">>(
        "SELECT id FROM reports WHERE player = ? AND code = ? AND round = ? AND reporter = ?",
        ...[player, code, round, reporter],
      )
      .toArray();
    return row?.id;
  }

  /** Of the last day, the oldest first: when this player has reported. */
  lately(reporter: string, now: number): readonly number[] {
    return this.#ready()
      .exec<Pick<Row, "at">>(
        "SELECT at FROM reports WHERE reporter = ? AND at > ? ORDER BY at LIMIT ?",
        ...[reporter, now - DAY_MS, MOST_A_DAY],
      )
      .toArray()
      .map(({ at }) => at);
  }

  addReport(id: string, report: Report, now: number): void {
    const { reporter, reason, words, trace } = report;
    this.#add(id, now, report, { kind: "report", reporter, reason, words, figures: null, trace: trace ?? null });
  }

  addFlag(id: string, flag: Flag, now: number): void {
    const { player, code, round } = flag;
    this.#ready().exec(
      "DELETE FROM reports WHERE player = ? AND code = ? AND round = ? AND kind = 'flag'",
      ...[player, code, round],
    );
    const figures = JSON.stringify(flag.figures);
    this.#add(id, now, flag, { kind: "flag", reporter: null, reason: "figures", words: "", figures, trace: null });
  }

  #add(
    id: string,
    now: number,
    { code, round, game, mode, seat, player, name, seconds }: Accused,
    {
      kind,
      reporter,
      reason,
      words,
      figures,
      trace,
    }: Pick<Row, "kind" | "reporter" | "reason" | "words" | "figures" | "trace">,
  ): void {
    this.#ready().exec(
      `INSERT INTO reports (id, at, kind, code, round, game, mode, seat, player, name, seconds, reporter, reason, words,
       figures, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, now, kind, code, round, game, mode, seat, player, name, seconds ?? null],
      ...[reporter, reason, words, figures, trace],
    );
    this.#bound();
  }

  #bound(): void {
    const { rows } = this.#sql.exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM reports").one();
    if (rows <= MOST_REPORTS) return;
    this.#sql.exec(
      "DELETE FROM reports WHERE n IN (SELECT n FROM reports ORDER BY done IS NULL, n LIMIT ?)",
      rows - MOST_REPORTS,
    );
  }

  /** The newest first. */
  page({ player, reporter, kind, done, before, limit }: ReportQuery): ReportPage {
    const found = this.#ready()
      .exec<Row>(
        `SELECT * FROM reports WHERE (?1 IS NULL OR n < ?1) AND (?2 IS NULL OR player = ?2)
         AND (?3 IS NULL OR reporter = ?3) AND (?4 IS NULL OR kind = ?4) AND (?5 IS NULL OR (done IS NOT NULL) = ?5)
         ORDER BY n DESC LIMIT ?6`,
        ...[before ?? null, player ?? null, reporter ?? null, kind ?? null],
        ...[done === undefined ? null : Number(done), limit + 1],
      )
      .toArray();
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      reports: shown.map(entryOf),
      ...(found.length > limit && last && { next: String(last.n) }),
    };
  }

  source(id: string): ReportSource | undefined {
    const [row] = this.#ready()
      .exec<Pick<Row, "code" | "round" | "trace">>("SELECT code, round, trace FROM reports WHERE id = ?", id)
      .toArray();
    return row && { code: row.code, round: row.round, trace: row.trace ?? undefined };
  }

  /** @param what was done; empty where nothing was */
  mark(id: string, what: string, now: number): boolean {
    const marked = this.#ready().exec(
      "UPDATE reports SET done = ?, done_at = ? WHERE id = ? RETURNING n",
      ...(what === "" ? [null, null] : [what, now]),
      id,
    );
    return marked.toArray().length > 0;
  }

  /** Reports by this player are no player's any more. */
  erase(player: string): void {
    this.#ready().exec("UPDATE reports SET reporter = NULL WHERE reporter = ?", player);
  }

  /** Lets go of what is too old. @returns whether something is left */
  expire(now: number): boolean {
    const sql = this.#ready();
    sql.exec("DELETE FROM reports WHERE at <= ?", now - KEPT_MS);
    return sql.exec("SELECT 1 FROM reports LIMIT 1").toArray().length > 0;
  }

  get isTooNew(): boolean {
    return this.#version.isTooNew;
  }

  /** Everything has been deleted. */
  cleared(): void {
    this.#isReady = false;
  }
}
