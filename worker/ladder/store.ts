/** A ladder as rows of its object's SQLite. It makes its tables with the first write: a ladder that is only asked leaves nothing on disk. */
import { PLACEMENT_ROUNDS } from "#shared/protocol/ladder.ts";
import type { Rating } from "../pairing/ticket.ts";
import { ERASED_TABLE, Erased } from "./erased.ts";
import type { RoundFacts } from "./facts.ts";
import { nameKey } from "./name-key.ts";
import { pointsOf } from "./points.ts";
import { readRound, type StoredRound, type StoredSeat } from "./stored.ts";

const TABLES = [
  // `before`: rounds of earlier seasons. `ranked`: past the placement, and not erased.
  `CREATE TABLE IF NOT EXISTS players (id INTEGER PRIMARY KEY, player TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
   key TEXT NOT NULL, mu REAL NOT NULL, sigma REAL NOT NULL, points INTEGER NOT NULL, rounds INTEGER NOT NULL,
   wins INTEGER NOT NULL, before INTEGER NOT NULL, ranked INTEGER NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS players_by_points ON players (points, id) WHERE ranked",
  "CREATE INDEX IF NOT EXISTS players_by_key ON players (key, id)",
  `CREATE TABLE IF NOT EXISTS rounds (number INTEGER PRIMARY KEY, code TEXT NOT NULL, round INTEGER NOT NULL,
   facts TEXT NOT NULL, seats TEXT NOT NULL, UNIQUE (code, round))`,
  `CREATE TABLE IF NOT EXISTS played (player INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
   points INTEGER NOT NULL, PRIMARY KEY (player, number)) WITHOUT ROWID`,
  // How many ranked players have so many points: a rank is a sum over this, not a count of players.
  "CREATE TABLE IF NOT EXISTS tally (points INTEGER PRIMARY KEY, players INTEGER NOT NULL)",
  `CREATE TABLE IF NOT EXISTS leaves (player TEXT NOT NULL, code TEXT NOT NULL, round INTEGER NOT NULL, at INTEGER NOT NULL,
   PRIMARY KEY (player, code, round)) WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS leaves_by_at ON leaves (at, player)",
  "CREATE TABLE IF NOT EXISTS counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
  ERASED_TABLE,
] as const;

/** A player's row. A type, not an interface: the platform asks for an index signature. */
export type PlayerRow = {
  readonly id: number;
  readonly player: string;
  readonly name: string;
  readonly mu: number;
  readonly sigma: number;
  readonly points: number;
  /** Of this season, and of earlier ones. */
  readonly rounds: number;
  readonly before: number;
  readonly wins: number;
  readonly ranked: number;
};

/** What a round has made of a player. */
export interface RatedRow extends Pick<StoredSeat, "won" | "after"> {
  readonly row: PlayerRow;
  readonly name: string;
}

/** What `PlayerRow` has. */
export const COLUMNS = "id, player, name, mu, sigma, points, rounds, before, wins, ranked";

/** Ids of players who are erased: no player has one like it. */
const erasedId = (id: number): string => `erased-${id}`;
export const ERASED_NAME = "A deleted player";
/** In place of the number of a row: none has it. */
const NO_ROW = 0;

/** No more of a player's rounds are looked through at once. */
const MOST_LOOKED_AT = 20;

export type LadderStorage = Pick<DurableObjectStorage, "sql" | "transactionSync">;

export class LadderStore {
  readonly sql: SqlStorage;
  readonly #storage: LadderStorage;
  readonly #erased: Erased;
  #isThere: boolean;

  constructor(storage: LadderStorage) {
    this.#storage = storage;
    this.sql = storage.sql;
    this.#erased = new Erased(storage.sql);
    this.#isThere = this.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'rounds'").toArray().length > 0;
    // Tables that a newer build has added.
    if (this.#isThere) this.#make();
  }

  /** Whether anything was ever written here: without it there are no tables to ask. */
  get isThere(): boolean {
    return this.#isThere;
  }

  #make(): void {
    for (const table of TABLES) this.sql.exec(table);
    this.#isThere = true;
  }

  /** All of the work, or nothing. */
  write<T>(work: () => T): T {
    const wasThere = this.#isThere;
    try {
      return this.#storage.transactionSync(() => {
        if (!this.#isThere) this.#make();
        return work();
      });
    } catch (error) {
      this.#isThere = wasThere;
      throw error;
    }
  }

  playerOf(player: string): PlayerRow | undefined {
    if (!this.#isThere) return undefined;
    return this.sql.exec<PlayerRow>(`SELECT ${COLUMNS} FROM players WHERE player = ?`, player).toArray().at(0);
  }

  /** Rows of those players that the ladder has, by player. */
  playersOf(players: readonly string[]): Map<string, PlayerRow> {
    if (!this.#isThere) return new Map();
    const rows = this.sql.exec<PlayerRow>(
      `SELECT ${COLUMNS} FROM players WHERE player IN (SELECT value FROM json_each(?))`,
      JSON.stringify(players),
    );
    return new Map(rows.toArray().map((row) => [row.player, row]));
  }

  /** Rows of these numbers, by number. */
  playersAt(ids: Iterable<number>): Map<number, PlayerRow> {
    const rows = this.sql.exec<PlayerRow>(
      `SELECT ${COLUMNS} FROM players WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify([...ids]),
    );
    return new Map(rows.toArray().map((row) => [row.id, row]));
  }

  playerAt(id: number): PlayerRow | undefined {
    return this.sql.exec<PlayerRow>(`SELECT ${COLUMNS} FROM players WHERE id = ?`, id).toArray().at(0);
  }

  /** Whether this player was erased from this ladder. */
  isErased(player: string): boolean {
    return this.#isThere && this.#erased.rowOf(player) !== undefined;
  }

  /**
   * A row for a player who has none under their id: the one that they had, for one who is erased; else a new one.
   * @param before for how many rounds the player was rated in earlier seasons
   */
  addPlayer(player: string, name: string, rating: Rating, before: number): PlayerRow {
    const erased = this.#erased.rowOf(player);
    const own = erased === undefined ? undefined : this.playerAt(erased);
    if (own) return own;
    const row = this.#insert(player, name, rating, before);
    // Erased before they had any.
    return erased === undefined ? row : this.#hide(row);
  }

  #insert(player: string, name: string, { mu, sigma }: Rating, before: number): PlayerRow {
    const points = pointsOf({ mu, sigma });
    const [row] = this.sql
      .exec<PlayerRow>(
        `INSERT INTO players (player, name, key, mu, sigma, points, rounds, wins, before, ranked)
         VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, 0) RETURNING ${COLUMNS}`,
        ...[player, name, nameKey(name), mu, sigma, points, before],
      )
      .toArray();
    return row;
  }

  /** Players were rated for a round: each with the name that they had in it. */
  rated(changes: readonly RatedRow[]): void {
    const moves = new Map<number, number>();
    const move = (points: number, by: number) => moves.set(points, (moves.get(points) ?? 0) + by);
    for (const { row, name, won, after } of changes) {
      const points = pointsOf(after);
      const isErased = row.player === erasedId(row.id);
      const ranked = row.rounds + 1 >= PLACEMENT_ROUNDS && !isErased ? 1 : 0;
      this.sql.exec(
        "UPDATE players SET mu = ?, sigma = ?, points = ?, rounds = rounds + 1, wins = wins + ?, ranked = ? WHERE id = ?",
        ...[after.mu, after.sigma, points, won ? 1 : 0, ranked, row.id],
      );
      if (name !== row.name && !isErased) this.rename(row.player, name);
      if (row.ranked) move(row.points, -1);
      if (ranked) move(points, 1);
    }
    this.#count(moves);
  }

  /** @param moves how many more ranked players have so many points */
  #count(moves: ReadonlyMap<number, number>): void {
    const moved = [...moves].filter(([, by]) => by !== 0);
    if (moved.length === 0) return;
    // The condition tells the parser that ON is not of a join.
    this.sql.exec(
      `INSERT INTO tally SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE TRUE
       ON CONFLICT (points) DO UPDATE SET players = players + excluded.players`,
      JSON.stringify(moved),
    );
  }

  roundOf(code: string, round: number): StoredRound | undefined {
    if (!this.#isThere) return undefined;
    const [row] = this.sql
      .exec("SELECT number, facts, seats FROM rounds WHERE code = ? AND round = ?", code, round)
      .toArray();
    return row && readRound(row);
  }

  /** @param rows of all players in the facts, by their ids */
  addRound(facts: RoundFacts, seats: readonly StoredSeat[], rows: ReadonlyMap<string, PlayerRow>): StoredRound {
    const anonymous = facts.seats.map((seat) => {
      const row = rows.get(seat.player ?? "");
      return row ? { ...seat, player: `${row.id}`, name: "" } : seat;
    });
    const stored: RoundFacts = { ...facts, seats: anonymous };
    const [{ number }] = this.sql
      .exec<{ number: number }>(
        "INSERT INTO rounds (code, round, facts, seats) VALUES (?, ?, ?, ?) RETURNING number",
        ...[facts.code, facts.round, JSON.stringify(stored), JSON.stringify(seats)],
      )
      .toArray();
    this.sql.exec(
      "INSERT INTO played SELECT value ->> 0, ?, ?, value ->> 1 FROM json_each(?)",
      ...[number, facts.at, JSON.stringify(seats.map(({ id, after }) => [id, pointsOf(after)]))],
    );
    return { number, facts: stored, seats: [...seats] };
  }

  /** A player's rounds, the newest first. */
  *roundsOf(id: number): Iterable<StoredRound> {
    const numbers = this.sql
      .exec<{ number: number }>(
        "SELECT number FROM played WHERE player = ? ORDER BY number DESC LIMIT ?",
        id,
        MOST_LOOKED_AT,
      )
      .toArray();
    for (const { number } of numbers)
      yield readRound(this.sql.exec("SELECT number, facts, seats FROM rounds WHERE number = ?", number).toArray()[0]);
  }

  /** Points after each of the last rounds, the oldest first. */
  history(id: number, most: number): { at: number; points: number }[] {
    return this.sql
      .exec<{ at: number; points: number }>(
        "SELECT at, points FROM played WHERE player = ? ORDER BY number DESC LIMIT ?",
        id,
        most,
      )
      .toArray()
      .reverse();
  }

  roundsFrom(from: number, limit: number): StoredRound[] {
    if (!this.#isThere) return [];
    return this.sql
      .exec("SELECT number, facts, seats FROM rounds WHERE number >= ? ORDER BY number LIMIT ?", from, limit)
      .toArray()
      .map(readRound);
  }

  addLeave(player: string, code: string, round: number, at: number): void {
    this.sql.exec("INSERT OR IGNORE INTO leaves VALUES (?, ?, ?, ?)", player, code, round, at);
  }

  /** When the player has left rounds, from this time on. */
  leavesOf(player: string, since: number): number[] {
    if (!this.#isThere) return [];
    return this.sql
      .exec<{ at: number }>("SELECT at FROM leaves WHERE player = ? AND at >= ?", player, since)
      .toArray()
      .map(({ at }) => at);
  }

  /** For each player who has left a round since `late`: when they have left one, from `since` on. Of a ladder that is there. */
  lateLeaves(since: number, late: number): Iterable<readonly number[]> {
    const byPlayer = new Map<string, number[]>();
    const rows = this.sql.exec<{ player: string; at: number }>(
      "SELECT player, at FROM leaves WHERE at >= ? AND player IN (SELECT player FROM leaves WHERE at >= ?)",
      ...[since, late],
    );
    for (const { player, at } of rows) byPlayer.set(player, [...(byPlayer.get(player) ?? []), at]);
    return byPlayer.values();
  }

  /** A round was refused. A ladder that has taken nothing in keeps nothing, and does not count. */
  refused(): void {
    if (!this.#isThere) return;
    this.sql.exec("INSERT INTO counts VALUES ('refused', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1");
  }

  /** Players, rounds, those refused, and when the last round was: of a ladder that is there, and without looking through its rows. */
  totals(): { players: number; rounds: number; refused: number; lastAt: number | undefined } {
    // Rows of players and rounds are numbered from 1, and none is ever removed.
    const { players, rounds, refused, lastAt } = this.sql
      .exec<{ players: number; rounds: number; refused: number; lastAt: number | null }>(
        `SELECT coalesce((SELECT max(id) FROM players), 0) AS players, coalesce((SELECT max(number) FROM rounds), 0) AS rounds,
         coalesce((SELECT value FROM counts WHERE name = 'refused'), 0) AS refused,
         (SELECT facts ->> '$.at' FROM rounds ORDER BY number DESC LIMIT 1) AS lastAt`,
      )
      .one();
    return { players: players - this.#erased.rows, rounds, refused, lastAt: lastAt ?? undefined };
  }

  forgetLeaves(player: string, until: number): void {
    this.sql.exec("DELETE FROM leaves WHERE player = ? AND at < ?", player, until);
  }

  rename(player: string, name: string): void {
    this.sql.exec("UPDATE players SET name = ?, key = ? WHERE player = ?", name, nameKey(name), player);
  }

  /** The player's rounds stay, also those that are told later, under an id and a name that say nothing. */
  erase(player: string): void {
    this.sql.exec("DELETE FROM leaves WHERE player = ?", player);
    const row = this.playerOf(player);
    this.#erased.add(player, row?.id ?? NO_ROW);
    if (!row) return;
    if (row.ranked) this.#count(new Map([[row.points, -1]]));
    this.#hide(row);
  }

  #hide(row: PlayerRow): PlayerRow {
    const player = erasedId(row.id);
    this.sql.exec(
      "UPDATE players SET player = ?, name = ?, key = '', ranked = 0 WHERE id = ?",
      ...[player, ERASED_NAME, row.id],
    );
    return { ...row, player, name: ERASED_NAME, ranked: 0 };
  }
}
