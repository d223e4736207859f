/** How many flights are kept of one match, and how many bytes: a sender needs a seat, and no account. docs/decisions/caps.md */

/** So much is kept of one player's flights of a match, and of all flights of it. Bytes are those of flights and of the logs beside them. */
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
   * Counts one more flight of this player's, of so many bytes. Answers false, and counts nothing, where one more is too many, or
   * as many bytes as may be are kept already: a flight whose size is not known yet may exceed them once.
   */
  allow(player: string, bytes: number): boolean {
    const sql = this.#sql;
    // Not before the first flight: asking for a match that does not exist must leave nothing on disk.
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

  /** The flight that was taken last is so much larger, by the log beside it. */
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
