/** Counts the open matches of a network and of each of its players, so that none has too many at once. docs/decisions/caps.md */
import type { StoredOpening } from "./rpc.ts";

/** How many matches may be open at once that one player has opened, and that all players of one network have. */
export const MOST_OPEN = { player: 8, address: 32 } as const;

/** A match that has been silent for so long does not count, in milliseconds: longer than a sleeping match is kept. */
export const SILENT_MS = 20 * 60_000;
/** The least time between two writes of when a match was last heard of, in milliseconds: each row that is written costs. */
const WRITE_MS = 4 * 60_000;

/** Times are milliseconds since 1970. */
export class Openings {
  readonly #sql: SqlStorage;

  /** @param now stored times that lie after it, by another clock, are set back to it */
  constructor(sql: SqlStorage, now: number) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS openings (code TEXT PRIMARY KEY, player TEXT NOT NULL, over INTEGER NOT NULL,
       heard INTEGER NOT NULL) WITHOUT ROWID`,
    );
    sql.exec("UPDATE openings SET heard = ? WHERE heard > ?", now, now);
  }

  /** Counts a match that is about to be made. @returns false where there are too many open: then it is not counted */
  open(code: string, player: string, now: number): boolean {
    this.expire(now);
    const open = this.#sql
      .exec<{ player: number; network: number }>(
        `SELECT COUNT(*) FILTER (WHERE player = ?) AS player, COUNT(*) AS network FROM openings WHERE NOT over`,
        player,
      )
      .one();
    if (open.player >= MOST_OPEN.player || open.network >= MOST_OPEN.address) return false;
    this.#insert({ code, player, over: false, heard: now });
    return true;
  }

  /** Takes over a count, unless it has it. */
  adopt(opening: StoredOpening, now: number): void {
    this.#insert({ ...opening, heard: Math.min(opening.heard, now) });
  }

  #insert({ code, player, over, heard }: StoredOpening): void {
    this.#sql.exec("INSERT OR IGNORE INTO openings VALUES (?, ?, ?, ?)", code, player, over ? 1 : 0, heard);
  }

  /** A match goes on, or is over: then it does not count, unless it begins anew. */
  heard(code: string, isOver: boolean, now: number): void {
    const over = isOver ? 1 : 0;
    this.#sql.exec(
      "UPDATE openings SET over = ?, heard = ? WHERE code = ? AND (over <> ? OR heard <= ?)",
      over,
      now,
      code,
      over,
      now - WRITE_MS,
    );
  }

  /** The match is gone. */
  close(code: string): void {
    this.#sql.exec("DELETE FROM openings WHERE code = ?", code);
  }

  /** Drops those that have been silent for too long. @returns how many are left */
  expire(now: number): number {
    this.#sql.exec("DELETE FROM openings WHERE heard <= ?", now - SILENT_MS);
    return this.#sql.exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM openings").one().rows;
  }
}
