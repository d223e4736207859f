/** The pages of a match's log, as rows of its object's SQLite. */
import * as v from "valibot";
import type { LoggedPages } from "#worker/archive/logged.ts";
import type { Page } from "./journal.ts";
import { RoundState } from "./rounds.ts";
import { BESIDE, Bytes, PART, type StoredValues } from "./values.ts";

/** The column `epoch` has a page's `startTick`: a name that is stored stays. */
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

/** The keys of a page's bytes that lie beside its row. */
const PREFIX = "page ";
const partsOf = (slot: number) =>
  ({ opening: `${PREFIX}${slot} opening`, log: `${PREFIX}${slot} log`, image: `${PREFIX}${slot} image` }) as const;

export class PageRows {
  readonly #sql: SqlStorage;
  readonly #values: StoredValues;

  constructor(sql: SqlStorage, values: StoredValues) {
    this.#sql = sql;
    this.#values = values;
  }

  /** The pages that lead to the last one, from a page with an opening: at least so many, if there are. */
  last(least: number): Page[] {
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
  all(): LoggedPages<Page> {
    const rows = this.#sql
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
    return [...this.#sql.exec<Row>(query, ...bound)].map(({ slot, epoch, opening, log, image, stand }) => {
      const beside = image.byteLength === 0;
      const keys = partsOf(slot);
      const read = (key: keyof typeof keys, own: ArrayBuffer) =>
        beside ? v.parse(Bytes, this.#values.get(keys[key])) : new Uint8Array(own);
      return {
        slot,
        startTick: epoch,
        opening: opening ? read("opening", opening) : undefined,
        log: read("log", log),
        image: read("image", image),
        stand: v.parse(StandText, stand),
      };
    });
  }

  /** @throws {Error} the disk does not take them; call it in a transaction */
  write(pages: readonly Page[]): void {
    if (pages.length === 0) return;
    // Made with the first page: a request for a match that does not exist must leave nothing on disk.
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS pages (slot INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, opening BLOB, log BLOB NOT NULL,
       image BLOB NOT NULL, stand TEXT NOT NULL)`,
    );
    for (const page of pages) {
      const { slot, startTick, opening, log, image, stand } = this.#fit(page);
      this.#sql.exec(
        `INSERT OR REPLACE INTO pages (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
        slot,
        startTick,
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

  /** Deletes all pages; call it in a transaction. */
  drop(): void {
    this.#sql.exec("DROP TABLE IF EXISTS pages");
    this.#values.deleteAll(PREFIX);
  }
}
