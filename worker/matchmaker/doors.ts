/** Where to pass on what an older build tells of a match: it says no more than the match's code. */
import type { PoolPlace } from "../pool/name.ts";

/** A match of which nothing was heard for so long is forgotten, in milliseconds: longer than a sleeping match is kept. */
const SILENT_MS = 20 * 60_000;
/** The least time between two writes of when a match was last heard of, in milliseconds: each row that is written costs. */
const WRITE_MS = 5 * 60_000;

export interface Door {
  /** Undefined for a private match. */
  readonly pool?: Pick<PoolPlace, "game" | "mode"> | undefined;
  /** Stands for the network that has opened it; undefined where it is not known, or not counted. */
  readonly address?: string | undefined;
}

interface Row extends Record<string, SqlStorageValue> {
  game: string | null;
  mode: string | null;
  address: string | null;
}

/** Times are milliseconds since 1970. */
export class Doors {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS doors (code TEXT PRIMARY KEY, game TEXT, mode TEXT, address TEXT, heard INTEGER NOT NULL)
       WITHOUT ROWID`,
    );
  }

  of(code: string): Door {
    const [row] = this.#sql.exec<Row>("SELECT game, mode, address FROM doors WHERE code = ?", code).toArray();
    if (row === undefined) return {};
    const { game, mode, address } = row;
    return { pool: game === null || mode === null ? undefined : { game, mode }, address: address ?? undefined };
  }

  /** Adds what is known of a match. */
  note(code: string, { pool, address }: Door, now: number): void {
    this.#sql.exec("DELETE FROM doors WHERE heard <= ? OR heard > ?", now - SILENT_MS, now + SILENT_MS);
    this.#sql.exec(
      `INSERT INTO doors VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET game = COALESCE(excluded.game, game), mode = COALESCE(excluded.mode, mode),
       address = COALESCE(excluded.address, address), heard = excluded.heard
       WHERE heard <= excluded.heard - ${WRITE_MS} OR game IS NOT COALESCE(excluded.game, game)
       OR address IS NOT COALESCE(excluded.address, address)`,
      code,
      pool?.game ?? null,
      pool?.mode ?? null,
      address ?? null,
      now,
    );
  }

  forget(code: string): void {
    this.#sql.exec("DELETE FROM doors WHERE code = ?", code);
  }
}
