/** Faults, acts and counts as rows of the object's SQLite: bounded in number and in age. docs/MONITOR.md, "What is kept" */
import * as v from "valibot";
import type { ActPage, ActRow, FaultRow, RefusalRow } from "#shared/monitor/index.ts";
import { DAY_MS } from "../clock.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import type { ActQuery, Counted } from "./rpc.ts";

export const MOST_FAULTS = 500;
export const MOST_ACTS = 10_000;
/** So many different counts at most: of more, the new ones are not counted. */
export const MOST_COUNTS = 2000;
/** How long a fault, and a count that nothing is added to, is kept; and how long an act is. Milliseconds. */
export const FAULT_MS = 30 * DAY_MS;
export const ACT_MS = 365 * DAY_MS;
/** A page is told so many acts; the route has all. */
export const ACTS_SHOWN = 200;

const FORM: StorageForm = { of: "monitor", upgrades: [] };

const TABLES = [
  `CREATE TABLE IF NOT EXISTS faults (n INTEGER PRIMARY KEY, id TEXT NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL,
   game TEXT NOT NULL, match TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS acts (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, "by" TEXT NOT NULL,
   act TEXT NOT NULL, match TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS acts_by_match ON acts (match, n)",
  `CREATE TABLE IF NOT EXISTS counts (name TEXT NOT NULL, labels TEXT NOT NULL, count REAL NOT NULL, at INTEGER NOT NULL,
   PRIMARY KEY (name, labels))`,
];

const Labels = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

type CountRow = { name: string; labels: string; count: number; at: number };
type Numbered<T> = T & { n: number };

/** The same labels make the same text. */
const textOf = (labels: Counted["labels"]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));

const FAULT = "id, at, event, game, match, code, detail";
const ACT = `id, at, "by", act, match, code, detail`;

export class MonitorStore {
  readonly #storage: DurableObjectStorage;
  readonly #version: StorageVersion;
  #isReady = false;

  /** @throws {Error} what an older build has stored could not be brought forward */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#version = new StorageVersion(storage, FORM);
  }

  /** A newer build has stored what is here: nothing can be written, and nothing is read. */
  get isTooNew(): boolean {
    return this.#version.isTooNew;
  }

  /** For writing: tables are made with the first row. @throws {StorageTooNew} */
  #tables(): SqlStorage {
    const { sql } = this.#storage;
    if (this.#isReady) return sql;
    this.#version.stamp();
    for (const table of TABLES) sql.exec(table);
    this.#isReady = true;
    return sql;
  }

  /** For reading: undefined where there is nothing. */
  #stored(): SqlStorage | undefined {
    const { sql } = this.#storage;
    if (this.#isReady) return sql;
    const hasTables =
      sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'acts'").toArray().length > 0;
    return hasTables && !this.isTooNew ? this.#tables() : undefined;
  }

  /** @throws {StorageTooNew} */
  addFault({ id, at, event, game, match, code, detail }: FaultRow): void {
    const sql = this.#tables();
    sql.exec(`INSERT INTO faults (${FAULT}) VALUES (?, ?, ?, ?, ?, ?, ?)`, id, at, event, game, match, code, detail);
    sql.exec("DELETE FROM faults WHERE n <= (SELECT MAX(n) FROM faults) - ?", MOST_FAULTS);
  }

  /** The newest first. */
  faults(): FaultRow[] {
    return this.#stored()?.exec<FaultRow>(`SELECT ${FAULT} FROM faults ORDER BY n DESC`).toArray() ?? [];
  }

  /** @throws {StorageTooNew} */
  addAct({ id, at, by, act, match, code, detail }: ActRow): void {
    const sql = this.#tables();
    sql.exec(`INSERT INTO acts (${ACT}) VALUES (?, ?, ?, ?, ?, ?, ?)`, id, at, by, act, match, code, detail);
    sql.exec("DELETE FROM acts WHERE n <= (SELECT MAX(n) FROM acts) - ?", MOST_ACTS);
  }

  settle(id: string, detail: string): ActRow | undefined {
    const settled = this.#tables().exec<ActRow>(`UPDATE acts SET detail = ? WHERE id = ? RETURNING ${ACT}`, detail, id);
    return settled.toArray()[0];
  }

  /** The newest first. */
  acts({ match, before, limit }: ActQuery): ActPage {
    const query = `SELECT n, ${ACT} FROM acts WHERE (?1 IS NULL OR match = ?1) AND (?2 IS NULL OR n < ?2)
                   ORDER BY n DESC LIMIT ?3`;
    const rows = this.#stored()?.exec<Numbered<ActRow>>(query, match ?? null, before ?? null, limit + 1);
    const found = rows?.toArray() ?? [];
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const acts = shown.map(({ n: _, ...act }): ActRow => act);
    return { acts, ...(found.length > limit && last && { next: String(last.n) }) };
  }

  /** @throws {StorageTooNew} */
  count(counted: readonly Counted[], now: number): void {
    const sql = this.#tables();
    let kinds = sql.exec<{ kinds: number }>("SELECT COUNT(*) AS kinds FROM counts").one().kinds;
    for (const { name, labels, by } of counted) {
      const text = textOf(labels);
      const added = sql.exec(
        "UPDATE counts SET count = count + ?, at = ? WHERE name = ? AND labels = ? RETURNING 1 AS one",
        ...[by, now, name, text],
      );
      if (added.toArray().length > 0 || kinds >= MOST_COUNTS) continue;
      sql.exec("INSERT INTO counts (name, labels, count, at) VALUES (?, ?, ?, ?)", name, text, by, now);
      kinds++;
    }
  }

  #counts(where: "=" | "<>", name: string): CountRow[] {
    const query = `SELECT * FROM counts WHERE name ${where} ? ORDER BY name, labels`;
    return this.#stored()?.exec<CountRow>(query, name).toArray() ?? [];
  }

  /** What was counted under this name, by its labels `where` and `reason`. */
  refusals(name: string): RefusalRow[] {
    return this.#counts("=", name).map(({ labels, count, at }) => {
      const { where = "", reason = "" } = v.parse(Labels, labels);
      return { where, reason, count, lastAt: at };
    });
  }

  /** Everything that was not counted under this name. */
  counters(name: string): Counted[] {
    return this.#counts("<>", name).map((row) => ({
      name: row.name,
      labels: v.parse(Labels, row.labels),
      by: row.count,
    }));
  }

  /** Lets go of what is too old. @returns whether something is left */
  expire(now: number): boolean {
    const sql = this.#stored();
    if (!sql) return false;
    sql.exec("DELETE FROM faults WHERE at <= ?", now - FAULT_MS);
    sql.exec("DELETE FROM counts WHERE at <= ?", now - FAULT_MS);
    sql.exec("DELETE FROM acts WHERE at <= ?", now - ACT_MS);
    const left = "SELECT 1 FROM faults UNION ALL SELECT 1 FROM acts UNION ALL SELECT 1 FROM counts LIMIT 1";
    return sql.exec(left).toArray().length > 0;
  }

  /** Everything has been deleted. */
  cleared(): void {
    this.#isReady = false;
  }
}
