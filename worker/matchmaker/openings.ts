/** Counts the open matches of each player and each network, so that none has too many at once. docs/decisions/caps.md */
import type { Status } from "#shared/sim/index.ts";

/** How many matches may be open at once that one player has opened, and that all players of one network have. */
export const MOST_OPEN = { player: 8, address: 32 } as const;

/** A match that has been silent for so long does not count, in milliseconds: longer than a sleeping match is kept. */
export const SILENT_MS = 20 * 60_000;
/** The least time between two writes of when a match was last heard of, in milliseconds: each row that is written costs. */
const WRITE_MS = 5 * 60_000;

export interface Opener {
  /** The player's id. */
  readonly player: string;
  /** Stands for the player's network (worker/http/address.ts): no address is stored. */
  readonly address: string;
}

/** Times are milliseconds since 1970. */
export class Openings {
  readonly #sql: SqlStorage;

  /** @param now stored times that lie after it, by another clock, are set back to it */
  constructor(sql: SqlStorage, now: number) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS openings (code TEXT PRIMARY KEY, player TEXT NOT NULL, address TEXT NOT NULL,
       over INTEGER NOT NULL, heard INTEGER NOT NULL) WITHOUT ROWID`,
    );
    sql.exec("UPDATE openings SET heard = ? WHERE heard > ?", now, now);
  }

  /** Counts a match that is about to be made. @returns false where its opener has too many open: then it is not counted */
  open(code: string, { player, address }: Opener, now: number): boolean {
    this.#sql.exec("DELETE FROM openings WHERE heard <= ?", now - SILENT_MS);
    const open = this.#sql
      .exec<{ player: number; address: number }>(
        `SELECT COUNT(*) FILTER (WHERE player = ?) AS player, COUNT(*) FILTER (WHERE address = ?) AS address
         FROM openings WHERE NOT over`,
        player,
        address,
      )
      .one();
    if (open.player >= MOST_OPEN.player || open.address >= MOST_OPEN.address) return false;
    this.#sql.exec("INSERT OR IGNORE INTO openings VALUES (?, ?, ?, FALSE, ?)", code, player, address, now);
    return true;
  }

  /** A match has reported. One that has ended does not count, unless it begins anew. */
  heard(code: string, status: Status, now: number): void {
    const over = status === "ended" ? 1 : 0;
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
}
