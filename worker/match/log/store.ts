/** Stores a match, its results and its replays in its object's SQLite. */
import * as v from "valibot";
import { Result } from "#shared/protocol/index.ts";
import type { RoundDisk } from "#worker/archive/archivist.ts";
import type { LoggedPages } from "#worker/archive/logged.ts";
import type { StoredTrace } from "#worker/archive/stored-trace.ts";
import { shownFrom } from "../spectate/spectator-delay.ts";
import { FaultReport } from "./fault-report.ts";
import { MatchHeader } from "./header.ts";
import type { Page } from "./journal.ts";
import { RoundState } from "./rounds.ts";
import type { SavedMatch, Unsaved } from "./saved.ts";
import { PART, StoredValues } from "./values.ts";

const COLUMNS = "slot, epoch, opening, log, image, stand";

interface Row extends Record<string, SqlStorageValue> {
  slot: number;
  epoch: number;
  opening: ArrayBuffer | null;
  log: ArrayBuffer;
  image: ArrayBuffer;
  stand: string;
}

const StandText = v.pipe(v.string(), v.parseJson(), RoundState);
const ResultText = v.pipe(v.string(), v.parseJson(), Result);

const FaultText = v.pipe(v.string(), v.parseJson(), FaultReport);
const Bytes = v.instance(Uint8Array);

/** How many results one call returns: more of them, in a match with many seats, would exceed the 32 MiB of an RPC answer. */
const MOST_RESULTS = 50;

/** Stands in a row for bytes that are too many for it, and so lie beside it. Neither a page's image nor a replay is ever empty. */
const BESIDE = new Uint8Array();

/** The keys of bytes that lie beside the rows of pages, and of replays. */
const PAGES = "page ";
const partsOf = (slot: number) =>
  ({ opening: `${PAGES}${slot} opening`, log: `${PAGES}${slot} log`, image: `${PAGES}${slot} image` }) as const;
const replayKey = (round: number): string => `replay ${round}`;

export class MatchStore implements RoundDisk {
  readonly #storage: DurableObjectStorage;
  readonly #values: StoredValues;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#values = new StoredValues(storage.kv);
  }

  /**
   * The match that is stored; undefined where there is none.
   * @throws {Error} it is not of the form that this code stores
   */
  load(): SavedMatch | undefined {
    const header = this.#header();
    return header && { header, pages: this.#pages(shownFrom(header.spec.delay)) };
  }

  /**
   * As `load`, with at least so many pages, as far as the log goes back.
   * @throws as `load`
   */
  recent(pages: number): SavedMatch | undefined {
    const header = this.#header();
    return header && { header, pages: this.#pages(pages) };
  }

  #header(): MatchHeader | undefined {
    const header = this.#storage.kv.get("match");
    return header === undefined ? undefined : v.parse(MatchHeader, header);
  }

  /** The pages that lead to the last one, from a page with an opening: at least so many, if there are. */
  #pages(least: number): Page[] {
    return this.#read(
      `WITH current AS (SELECT * FROM pages WHERE epoch = (SELECT epoch FROM pages WHERE slot = 0)),
       openings AS (SELECT slot FROM current WHERE opening IS NOT NULL)
       SELECT ${COLUMNS} FROM current
       WHERE slot >= COALESCE((SELECT MAX(slot) FROM openings WHERE slot <= (SELECT MAX(slot) FROM current) - ?), 0)
       ORDER BY slot`,
      least,
    );
  }

  /** The whole log, from its beginning. Its pages are read one by one, as long as no other log has overwritten them. */
  log(): LoggedPages<Page> {
    const rows = this.#storage.sql
      .exec<{ slot: number; epoch: number; begins: number }>(
        `SELECT slot, epoch, opening IS NOT NULL AS begins FROM pages
         WHERE epoch = (SELECT epoch FROM pages WHERE slot = 0) ORDER BY slot`,
      )
      .toArray();
    return {
      length: rows.length,
      begins: rows.flatMap(({ begins }, n) => (begins ? [n] : [])),
      page: (number) => {
        const { slot, epoch } = rows[number];
        const [page] = this.#read(`SELECT ${COLUMNS} FROM pages WHERE slot = ? AND epoch = ?`, slot, epoch);
        if (!page) throw new RangeError("another log has overwritten this one");
        return page;
      },
    };
  }

  #read(query: string, ...bound: number[]): Page[] {
    return [...this.#storage.sql.exec<Row>(query, ...bound)].map(({ slot, epoch, opening, log, image, stand }) => {
      const beside = image.byteLength === 0;
      const keys = partsOf(slot);
      const read = (key: keyof typeof keys, own: ArrayBuffer) =>
        beside ? v.parse(Bytes, this.#values.get(keys[key])) : new Uint8Array(own);
      return {
        slot,
        epoch,
        opening: opening ? read("opening", opening) : undefined,
        log: read("log", log),
        image: read("image", image),
        stand: v.parse(StandText, stand),
      };
    });
  }

  /**
   * Writes what is new: all of it, or nothing.
   * @throws {Error} the disk does not take it
   */
  save(unsaved: Unsaved): void {
    this.#storage.transactionSync(() => this.#write(unsaved));
  }

  #write({ header, pages, result }: Unsaved): void {
    const { sql, kv } = this.#storage;
    if (header) kv.put("match", header);
    if (result) this.#conclude(result);
    if (pages.length === 0) return;
    // Made with the first page: a request for a match that does not exist must leave nothing on disk.
    sql.exec(
      `CREATE TABLE IF NOT EXISTS pages (slot INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, opening BLOB, log BLOB NOT NULL,
       image BLOB NOT NULL, stand TEXT NOT NULL)`,
    );
    for (const page of pages) {
      const { slot, epoch, opening, log, image, stand } = this.#fit(page);
      sql.exec(
        `INSERT OR REPLACE INTO pages (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
        slot,
        epoch,
        opening ?? null,
        log,
        image,
        JSON.stringify(stand),
      );
    }
  }

  /** The page as its row holds it: whole, where it fits. */
  #fit(page: Page): Page {
    const { slot, opening, log, image } = page;
    if ((opening?.length ?? 0) + log.length + image.length <= PART) return page;
    const keys = partsOf(slot);
    if (opening) this.#values.put(keys.opening, opening);
    this.#values.put(keys.log, log);
    this.#values.put(keys.image, image);
    return { ...page, opening: opening && BESIDE, log: BESIDE, image: BESIDE };
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
    return this.#storage.sql.exec("SELECT name FROM sqlite_master WHERE name = ?", table).toArray().length > 0;
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

  /** A round's replay has been made. @param file kept here; undefined where it is kept elsewhere */
  archive(round: number, file: Uint8Array | undefined): void {
    this.#storage.transactionSync(() => this.#archive(round, file));
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

  /** Keeps a flight, in an object that has no match. */
  keepTrace({ trace, log }: StoredTrace): void {
    this.#storage.transactionSync(() => {
      this.#values.put("flight", trace);
      this.#values.put("flight log", log);
    });
  }

  /** A part of the flight that is kept here. */
  trace(part: keyof StoredTrace): Uint8Array | undefined {
    return v.parse(v.optional(Bytes), this.#values.get(part === "log" ? "flight log" : "flight"));
  }

  /** Deletes the match. @returns whether there are replays, which stay */
  retire(): boolean {
    if (this.#storage.kv.get("match") === undefined || !this.#has("replays")) return false;
    const { sql, kv } = this.#storage;
    this.#storage.transactionSync(() => {
      for (const table of ["pages", "used_tickets", "results", "flights_kept"])
        sql.exec(`DROP TABLE IF EXISTS ${table}`);
      this.#values.deleteAll(PAGES);
      kv.delete("match");
    });
    return true;
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
    const { sql, kv } = this.#storage;
    this.#storage.transactionSync(() => {
      sql.exec("DROP TABLE IF EXISTS pages");
      sql.exec("DROP TABLE IF EXISTS used_tickets");
      sql.exec("DROP TABLE IF EXISTS results");
      sql.exec("DROP TABLE IF EXISTS flights_kept");
      this.#values.deleteAll(PAGES);
      kv.delete("match");
      this.#values.put("fault", new TextEncoder().encode(JSON.stringify(report)));
    });
  }

  /** The report of the fault that has ended the match, if one has. */
  fault(): FaultReport | undefined {
    const report = this.#values.get("fault");
    // An earlier version stored it as an object.
    if (report instanceof Uint8Array) return v.parse(FaultText, new TextDecoder().decode(report));
    return v.parse(v.optional(FaultReport), report);
  }
}
