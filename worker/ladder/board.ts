/** A leaderboard, read from the ladder's rows: each question costs a few dozen of them, however many players there are. */

import { tagOf } from "#shared/names/tag.ts";
import type { LadderRow, PlayerName } from "#shared/protocol/ladder.ts";
import { nameKey } from "./name-key.ts";
import { gradeOf } from "./points.ts";
import { COLUMNS, type LadderStore, type PlayerRow } from "./store.ts";

const MOST_BEST = 100;
/** Above the player, and below. */
const MOST_AROUND = 10;
const MOST_NAMED = 100;
/** So many players without a rank are looked at: on a ladder that has few with one there are hardly more. */
const MOST_YOUNG = 1000;

export const nameOf = ({ player, name }: Pick<PlayerRow, "player" | "name">): PlayerName => ({
  player,
  name,
  tag: tagOf(player),
});

export class Board {
  readonly #store: LadderStore;

  constructor(store: LadderStore) {
    this.#store = store;
  }

  /** How many players have a rank. */
  get ranked(): number {
    if (!this.#store.isThere) return 0;
    const [{ players }] = this.#store.sql
      .exec<{ players: number | null }>("SELECT SUM(players) AS players FROM tally")
      .toArray();
    return players ?? 0;
  }

  rowOf(row: PlayerRow): LadderRow {
    return this.#listed([row])[0];
  }

  #rows(where: string, ...bound: (string | number)[]): PlayerRow[] {
    if (!this.#store.isThere) return [];
    return this.#store.sql.exec<PlayerRow>(`SELECT ${COLUMNS} FROM players ${where}`, ...bound).toArray();
  }

  /** Those with a rank; on a ladder that is young, where they are few, after them those whose placement goes on. */
  best(): LadderRow[] {
    const best = this.#rows("WHERE ranked ORDER BY points DESC, id DESC LIMIT ?", MOST_BEST);
    const room = MOST_BEST - best.length;
    // Of a player who was erased the key is empty.
    const others = room === 0 ? [] : this.#rows("WHERE NOT ranked AND key > '' LIMIT ?", MOST_YOUNG);
    return this.#listed([...best, ...others.toSorted((a, b) => b.points - a.points || b.id - a.id).slice(0, room)]);
  }

  /** The player, and those right above and below; without a rank they are alone. */
  around(player: string): LadderRow[] {
    const own = this.#store.playerOf(player);
    if (!own) return [];
    if (!own.ranked) return [this.rowOf(own)];
    const { points, id } = own;
    const above = this.#rows(
      "WHERE ranked AND (points, id) > (?, ?) ORDER BY points, id LIMIT ?",
      ...[points, id, MOST_AROUND],
    );
    const below = this.#rows(
      "WHERE ranked AND (points, id) < (?, ?) ORDER BY points DESC, id DESC LIMIT ?",
      ...[points, id, MOST_AROUND],
    );
    return this.#listed([...above.reverse(), own, ...below]);
  }

  /** Players whose names begin so; upper and lower case, and accents, do not count. The best first, after those with a rank the others. */
  named(text: string): LadderRow[] {
    const key = nameKey(text);
    if (key === "") return [];
    return this.#sorted(
      this.#rows("WHERE key >= ? AND key < ? ORDER BY key LIMIT ?", key, `${key}\u{10FFFF}`, MOST_NAMED),
    );
  }

  /** The players of these rows, the best first. */
  of(rows: readonly PlayerRow[]): LadderRow[] {
    return this.#sorted(rows);
  }

  #sorted(rows: readonly PlayerRow[]): LadderRow[] {
    return this.#listed(rows.toSorted((a, b) => b.ranked - a.ranked || b.points - a.points || b.id - a.id));
  }

  /** The ranks of so many points, where a ranked player has them. */
  #ranksOf(points: readonly number[]): Map<number, number> {
    if (points.length === 0) return new Map();
    const ranks = this.#store.sql.exec<{ points: number; rank: number }>(
      `WITH counted AS (
         SELECT points, 1 + SUM(players) OVER (ORDER BY points DESC) - players AS rank FROM tally WHERE points >= ?
       ) SELECT points, rank FROM counted WHERE points IN (SELECT value FROM json_each(?))`,
      ...[Math.min(...points), JSON.stringify(points)],
    );
    return new Map(ranks.toArray().map((one) => [one.points, one.rank]));
  }

  #listed(rows: readonly PlayerRow[]): LadderRow[] {
    const ranks = this.#ranksOf(rows.flatMap(({ ranked, points }) => (ranked === 1 ? points : [])));
    return rows.map((row) => {
      const rank = row.ranked === 1 ? ranks.get(row.points) : undefined;
      return {
        ...nameOf(row),
        ...gradeOf(row, row.rounds),
        ...(rank !== undefined && { rank }),
        rounds: row.rounds,
        wins: row.wins,
      };
    });
  }
}
