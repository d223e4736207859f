/** Limits the traces that are kept of a match: a sender needs a seat, but no account. docs/decisions/caps.md */

/** How much is kept of one player's traces of a match, and of all its traces. The bytes include the logs beside the traces. */
export const MOST_KEPT = {
  player: { flights: 8, bytes: 16 * 1024 * 1024 },
  match: { flights: 64, bytes: 64 * 1024 * 1024 },
} as const;

interface Kept extends Record<string, SqlStorageValue> {
  flights: number;
  bytes: number;
}

export class TraceQuota {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Counts one more trace of this player, of so many bytes. Only the bytes before it must be within the limit: the size of its log
   * is not known yet, so one trace may exceed it.
   * @returns false where it is one too many: then it is not counted
   */
  allow(player: string, bytes: number): boolean {
    const sql = this.#sql;
    // Made with the first trace: a request for a match that does not exist must leave nothing on disk.
    sql.exec(
      `CREATE TABLE IF NOT EXISTS flights_kept (player TEXT PRIMARY KEY, flights INTEGER NOT NULL, bytes INTEGER NOT NULL)
       WITHOUT ROWID`,
    );
    const sums = "COALESCE(SUM(flights), 0) AS flights, COALESCE(SUM(bytes), 0) AS bytes FROM flights_kept";
    const all = sql.exec<Kept>(`SELECT ${sums}`).one();
    const own = sql.exec<Kept>(`SELECT ${sums} WHERE player = ?`, player).one();
    const isFull = (kept: Kept, most: Kept) => kept.flights >= most.flights || kept.bytes >= most.bytes;
    if (isFull(all, MOST_KEPT.match) || isFull(own, MOST_KEPT.player)) return false;
    this.#add(player, 1, bytes);
    return true;
  }

  /** The player's last trace is so much larger, by the log beside it. */
  grow(player: string, bytes: number): void {
    this.#add(player, 0, bytes);
  }

  #add(player: string, flights: number, bytes: number): void {
    this.#sql.exec(
      `INSERT INTO flights_kept VALUES (?, ?, ?)
       ON CONFLICT (player) DO UPDATE SET flights = flights + excluded.flights, bytes = bytes + excluded.bytes`,
      player,
      flights,
      bytes,
    );
  }
}
