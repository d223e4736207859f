/** The pages of a match's log, as rows of its object's SQLite. */
import * as v from "valibot";
import { TurnoutData } from "#shared/replay/index.ts";
import type { LoggedPages } from "#worker/archive/logged.ts";
import { UsageTotals } from "../vitals/usage-totals.ts";
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

/**
 * The column `stand`: how the round stands, and what earlier versions did not store: the page's last tick, and who took part. Beside
 * them, in the last page of each write, what the match has used.
 */
const StandText = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ ...RoundState.entries, tick: v.optional(v.number()), turnout: v.optional(TurnoutData) }),
);

const UsageText = v.pipe(v.string(), v.parseJson(), v.object({ usage: UsageTotals }));

function parseStand(text: string): Pick<Page, "stand" | "tick" | "turnout"> {
  const { tick, turnout, ...stand } = v.parse(StandText, text);
  return { stand, tick, ...(turnout && { turnout }) };
}

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

  /**
   * The pages that lead to the last one, from a page with an opening: at least so many seconds of play, if there are. A page of
   * an earlier version does not tell its tick, and counts as a second.
   */
  last(seconds: number, tickRate: number): Page[] {
    return this.#read(
      `WITH current AS (SELECT * FROM pages WHERE epoch = (SELECT epoch FROM pages WHERE slot = 0)),
       newest AS (SELECT slot, json_extract(stand, '$.tick') AS tick FROM current ORDER BY slot DESC LIMIT 1),
       openings AS (
         SELECT own.slot, json_extract(before.stand, '$.tick') AS tick
         FROM current own JOIN current before ON before.slot = own.slot - 1 WHERE own.opening IS NOT NULL)
       SELECT ${COLUMNS} FROM current
       WHERE slot >= COALESCE((
         SELECT MAX(openings.slot) FROM openings, newest
         WHERE COALESCE(openings.tick <= newest.tick - ?, openings.slot <= newest.slot - ?)), 0)
       ORDER BY slot`,
      seconds * tickRate,
      seconds,
    );
  }

  /** The tick of the world with which the whole log begins. */
  get firstTick(): number {
    return this.#sql.exec<{ epoch: number }>("SELECT epoch FROM pages WHERE slot = 0").one().epoch;
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
        images: read("image", image),
        ...parseStand(stand),
      };
    });
  }

  /**
   * @param usage what the match has used so far
   * @throws {Error} the disk does not take them; call it in a transaction
   */
  write(pages: readonly Page[], usage?: UsageTotals): void {
    if (pages.length === 0) return;
    // Made with the first page: a request for a match that does not exist must leave nothing on disk.
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS pages (slot INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, opening BLOB, log BLOB NOT NULL,
       image BLOB NOT NULL, stand TEXT NOT NULL)`,
    );
    for (const [n, page] of pages.entries()) {
      const { slot, startTick, opening, log, images, stand, tick, turnout } = this.#fit(page);
      this.#sql.exec(
        `INSERT OR REPLACE INTO pages (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
        slot,
        startTick,
        opening ?? null,
        log,
        images,
        JSON.stringify({ ...stand, tick, turnout, ...(n === pages.length - 1 && { usage }) }),
      );
    }
  }

  /** The page as its row holds it: whole, where it fits. */
  #fit(page: Page): Page {
    const { slot, opening, log, images } = page;
    if ((opening?.length ?? 0) + log.length + images.length <= PART) return page;
    const keys = partsOf(slot);
    if (opening) this.#values.put(keys.opening, opening);
    this.#values.put(keys.log, log);
    this.#values.put(keys.image, images);
    return { ...page, opening: opening && BESIDE, log: BESIDE, images: BESIDE };
  }

  /** What the match had used as the last page was written; undefined where that is not known. */
  get usage(): UsageTotals | undefined {
    const [row] = this.#sql.exec<{ stand: string }>(
      "SELECT stand FROM pages WHERE epoch = (SELECT epoch FROM pages WHERE slot = 0) ORDER BY slot DESC LIMIT 1",
    );
    const parsed = v.safeParse(UsageText, row?.stand);
    return parsed.success ? parsed.output.usage : undefined;
  }

  /** Deletes all pages; call it in a transaction. */
  drop(): void {
    this.#sql.exec("DROP TABLE IF EXISTS pages");
    this.#values.deleteAll(PREFIX);
  }
}
