/** Stores a match, its results and its replays in its object's SQLite. */
import * as v from "valibot";
import { Result } from "#shared/protocol/index.ts";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import type { RoundDisk } from "#worker/archive/archivist.ts";
import type { LoggedPages } from "#worker/archive/logged.ts";
import type { StoredTrace } from "#worker/archive/stored-trace.ts";
import { type StorageForm, StorageVersion } from "#worker/storage/version.ts";
import { OperatorData } from "../operator/operator.ts";
import { Outbox } from "../rating/outbox.ts";
import { shownFrom } from "../spectate/spectator-delay.ts";
import { DatedTick } from "../tick-dates.ts";
import { FaultReport } from "./fault-report.ts";
import { MatchHeader } from "./header.ts";
import type { Page } from "./journal.ts";
import { PageRows } from "./page-rows.ts";
import { Sittings, seated } from "./people.ts";
import type { SavedMatch, Unsaved } from "./saved.ts";
import { BESIDE, Bytes, PART, StoredValues } from "./values.ts";

const ResultText = v.pipe(v.string(), v.parseJson(), Result);

const FaultText = v.pipe(v.string(), v.parseJson(), FaultReport);
/** How many results one call returns: more of them, in a match with many seats, would exceed the 32 MiB of an RPC answer. */
const MOST_RESULTS = 50;

/**
 * What the object of a match stores: the match, its results, replays, or a trace in its place.
 *
 * Version 2: the log holds seeds and secrets that were drawn. Older builds cannot read it, and what they have stored needs no change.
 */
const FORM: StorageForm = { of: "match", upgrades: [() => {}] };

/** The key of the match's own key. */
const SIGNING_KEY = "signing key";

/** The key of which tick is at which date. */
const DATED = "dated tick";

/** The key of the players who have had its seats. */
const SITTINGS = "people";

/** The key of what operators have done. */
const OPERATOR = "operator";

/** The key of a replay that lies beside its row. */
const replayKey = (round: number): string => `replay ${round}`;

export class MatchStore implements RoundDisk {
  readonly #storage: DurableObjectStorage;
  readonly #values: StoredValues;
  readonly #pages: PageRows;
  readonly #version: StorageVersion;
  /** What a ladder is yet to hear, and what ladders have answered. */
  readonly outbox: Outbox;

  /** @throws {Error} what an older build has stored could not be brought forward */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#version = new StorageVersion(storage, FORM);
    this.#values = new StoredValues(storage.kv);
    this.#pages = new PageRows(storage.sql, this.#values);
    this.outbox = new Outbox(storage.sql);
  }

  /** A newer build has stored what is here: it is neither read nor changed. */
  get isTooNew(): boolean {
    return this.#version.isTooNew;
  }

  /**
   * The match that is stored; undefined where there is none.
   * @throws {Error} it is not of the form that this code stores
   */
  load(): SavedMatch | undefined {
    const header = this.#header();
    const signingKey = v.parse(v.optional(Bytes), this.#storage.kv.get(SIGNING_KEY));
    const dated = v.parse(v.optional(DatedTick), this.#storage.kv.get(DATED));
    const pages = header && this.#pages.last(shownFrom(header.spec.delay), header.tickRate);
    const usage = header && this.#pages.usage;
    const operator = v.parse(v.optional(OperatorData), this.#storage.kv.get(OPERATOR));
    const more = { ...(dated && { dated }), ...(usage && { usage }), ...(operator && { operator }) };
    return header && pages && { header, pages, signingKey, ...more };
  }

  /**
   * As `load`, with at least so many seconds of play, as far as the log goes back.
   * @throws as `load`
   */
  recent(seconds: number): SavedMatch | undefined {
    const header = this.#header();
    return header && { header, pages: this.#pages.last(seconds, header.tickRate) };
  }

  #header(): MatchHeader | undefined {
    this.#version.check();
    const header = this.#storage.kv.get("match");
    return header === undefined ? undefined : v.parse(MatchHeader, header);
  }

  /** The tick with which the log begins: that of the round, while one is on. */
  get firstTick(): number | undefined {
    return this.#has("pages") ? this.#pages.firstTick : undefined;
  }

  /** The whole log, from its beginning. @see PageRows.all */
  log(): LoggedPages<Page> {
    return this.#pages.all();
  }

  /**
   * Writes what is new: all of it, or nothing.
   * @throws {Error} the disk does not take it
   */
  save(unsaved: Unsaved): void {
    this.#version.stamp();
    this.#storage.transactionSync(() => this.#write(unsaved));
  }

  #write({ header, pages, result, facts, leaves = [], signingKey, dated, usage, operator }: Unsaved): void {
    if (operator) this.#storage.kv.put(OPERATOR, operator);
    if (dated) this.#storage.kv.put(DATED, dated);
    if (signingKey) this.#storage.kv.put(SIGNING_KEY, signingKey);
    if (header) {
      this.#storage.kv.put("match", header);
      this.#seat(header);
    }
    if (result) this.#conclude(result);
    if (facts) this.outbox.round(facts);
    for (const leave of leaves) this.outbox.leave(leave);
    this.#pages.write(pages, usage);
  }

  #seat({ owners, rounds }: MatchHeader): void {
    const before = this.sittings;
    const after = seated(before, owners, rounds + 1);
    if (after !== before) this.#storage.kv.put(SITTINGS, after);
  }

  /** Which players have had which seats; a match that an older build has made knows of none before. */
  get sittings(): Sittings {
    const stored = v.safeParse(Sittings, this.isTooNew ? undefined : this.#storage.kv.get(SITTINGS));
    return stored.success ? stored.output : [];
  }

  /** A round has one result: the first that is written. */
  #conclude(result: Result): void {
    const { sql } = this.#storage;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS results (round INTEGER PRIMARY KEY, result TEXT NOT NULL, archived INTEGER NOT NULL)",
    );
    sql.exec("INSERT OR IGNORE INTO results VALUES (?, ?, FALSE)", result.round, JSON.stringify(result));
  }

  #has(table: string): boolean {
    return (
      !this.isTooNew &&
      this.#storage.sql.exec("SELECT name FROM sqlite_master WHERE name = ?", table).toArray().length > 0
    );
  }

  /** The result of the last round, if no replay of it has been made yet. */
  unarchived(): Result | undefined {
    if (!this.#has("results")) return undefined;
    const { sql } = this.#storage;
    const [row] = sql.exec<{ result: string; archived: number }>(
      "SELECT result, archived FROM results ORDER BY round DESC LIMIT 1",
    );
    return row && !row.archived ? v.parse(ResultText, row.result) : undefined;
  }

  /**
   * A round's replay has been made.
   * @param file kept here; undefined where it is kept elsewhere
   * @param hash its SHA-256, in hexadecimal digits
   */
  archive(round: number, file: Uint8Array | undefined, hash?: string): void {
    this.#storage.transactionSync(() => {
      this.#archive(round, file);
      this.outbox.replayed(round, hash);
    });
  }

  /** No replay of a round can be made. */
  withoutReplay(round: number): void {
    this.outbox.replayed(round, undefined);
  }

  /** How a round stands with its ladder; undefined where there was no such round. */
  rating(round: number): RoundRating | undefined {
    const owed = this.outbox.rating(round);
    if (owed || !this.#has("results")) return owed;
    const known = this.#storage.sql.exec("SELECT round FROM results WHERE round = ?", round).toArray().length > 0;
    return known ? { state: "unrated", why: "casual" } : undefined;
  }

  #archive(round: number, file: Uint8Array | undefined): void {
    const { sql } = this.#storage;
    if (file) {
      sql.exec("CREATE TABLE IF NOT EXISTS replays (round INTEGER PRIMARY KEY, file BLOB NOT NULL)");
      const fits = file.length <= PART;
      if (!fits) this.#values.put(replayKey(round), file);
      sql.exec("INSERT OR REPLACE INTO replays VALUES (?, ?)", round, fits ? file : BESIDE);
    }
    sql.exec("UPDATE results SET archived = TRUE WHERE round = ?", round);
  }

  /** The replay of a round, else the latest one. */
  replay(round: number | undefined): Uint8Array | undefined {
    if (!this.#has("replays")) return undefined;
    const { sql } = this.#storage;
    const rows = sql.exec<{ round: number; file: ArrayBuffer }>(
      "SELECT round, file FROM replays WHERE ? IS NULL OR round = ? ORDER BY round DESC LIMIT 1",
      round ?? null,
      round ?? null,
    );
    const [row] = rows;
    if (!row) return undefined;
    return row.file.byteLength > 0 ? new Uint8Array(row.file) : v.parse(Bytes, this.#values.get(replayKey(row.round)));
  }

  /** Keeps a trace, in an object that has no match. */
  keepTrace({ trace, log }: StoredTrace): void {
    this.#version.stamp();
    this.#storage.transactionSync(() => {
      this.#values.put("flight", trace);
      this.#values.put("flight log", log);
    });
  }

  /** A part of the trace that is kept here. */
  trace(part: keyof StoredTrace): Uint8Array | undefined {
    if (this.isTooNew) return undefined;
    return v.parse(v.optional(Bytes), this.#values.get(part === "log" ? "flight log" : "flight"));
  }

  /** Deletes the match. @returns whether anything stays: replays, or what a ladder is yet to hear */
  retire(): boolean {
    const owes = this.outbox.due() !== undefined;
    if (!owes && (this.#storage.kv.get("match") === undefined || !this.#has("replays"))) return false;
    this.#storage.transactionSync(() => this.#dropMatch());
    return true;
  }

  /** Deletes everything about the match but its replays and ratings; call it in a transaction. */
  #dropMatch(): void {
    const { sql, kv } = this.#storage;
    this.#pages.drop();
    for (const table of ["used_tickets", "results", "flights_kept"]) sql.exec(`DROP TABLE IF EXISTS ${table}`);
    kv.delete("match");
    kv.delete(SIGNING_KEY);
    kv.delete(DATED);
    kv.delete(OPERATOR);
    kv.delete(SITTINGS);
  }

  /** The results of the last rounds, `MOST_RESULTS` at most, the oldest first. */
  results(): Result[] {
    const { sql } = this.#storage;
    if (!this.#has("results")) return [];
    return [
      ...sql.exec<{ result: string }>(
        "SELECT result FROM (SELECT round, result FROM results ORDER BY round DESC LIMIT ?) ORDER BY round",
        MOST_RESULTS,
      ),
    ].map(({ result }) => v.parse(ResultText, result));
  }

  /** Puts a report in the place of the match: nothing else remains, at once or not at all. */
  bury(report: FaultReport): void {
    this.#storage.transactionSync(() => {
      this.#dropMatch();
      this.#values.put("fault", new TextEncoder().encode(JSON.stringify(report)));
    });
  }

  /** The report of the fault that has ended the match, if one has. */
  fault(): FaultReport | undefined {
    if (this.isTooNew) return undefined;
    const report = this.#values.get("fault");
    // An earlier version stored it as an object.
    if (report instanceof Uint8Array) return v.parse(FaultText, new TextDecoder().decode(report));
    return v.parse(v.optional(FaultReport), report);
  }
}
