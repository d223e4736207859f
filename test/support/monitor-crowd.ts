/** A server with many matches, as the monitor would tell of it: the same for each run. */
import type { MatchRow, MonitorNews, PoolRow } from "#shared/monitor/index.ts";
import { vitals } from "./monitor.ts";

const POOLS = [
  ...["arena/brawl/weur", "arena/teams/weur", "arena/brawl/enam", "puck/faceoff/weur", "puck/faceoff/enam"],
  ...["tag/chase/weur", "dice/table/enam", "arena/duel/weur"],
].map((pool) => pool.split("/") as [game: string, mode: string, region: string]);

/** 0 to 1, 1 excluded, by a seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const idOf = (i: number): string => (i + 1).toString(16).padStart(64, "0");
const codeOf = (i: number): string => (i * 7919 + 32 ** 3).toString(32).toUpperCase().slice(-4).padStart(4, "0");

export class Crowd {
  readonly #roll = dice(20_261_127);
  readonly #rows: MatchRow[];

  /** @param now milliseconds since 1970 */
  constructor(count: number, now: number) {
    this.#rows = Array.from({ length: count }, (_, i) => this.#row(i, now));
  }

  get rows(): readonly MatchRow[] {
    return this.#rows;
  }

  #row(i: number, now: number): MatchRow {
    const roll = this.#roll;
    const [game, mode, region] = POOLS[i % POOLS.length];
    const made = now - Math.floor(roll() * 7_200_000);
    const isLate = i % 97 === 5;
    const seconds = (now - made) / 1000;
    return {
      ...{ id: idOf(i), code: codeOf(i), game, mode, region, listed: i % 5 !== 0, heard: now, seats: 8 },
      status: i % 11 === 0 ? "waiting" : "live",
      ...{ players: 1 + Math.floor(roll() * 8), bots: Math.floor(roll() * 3), spectators: Math.floor(roll() * 4) },
      vitals: vitals({
        ...{
          made,
          asleep: i % 11 === 0,
          lateMs: isLate ? 80 + roll() * 200 : roll() * 9,
          bytesOut: Math.round(seconds * 40_000),
        },
        ...{ lateTicks: isLate ? 0.03 + roll() / 4 : 0, lateInputs: isLate ? roll() / 5 : roll() / 100 },
        ...{ dollars: (seconds / 3600) * 0.0089, relays: i % 50 === 0 ? [12, 7] : [] },
      }),
    };
  }

  /** So many matches of one pool report again. @param now milliseconds since 1970 */
  changes(pool: number, count: number, now: number): MonitorNews {
    const changed: MatchRow[] = [];
    const of = Math.floor(this.#rows.length / POOLS.length);
    for (let n = 0; n < count; n++) {
      const i = Math.floor(this.#roll() * of) * POOLS.length + (pool % POOLS.length);
      const row = this.#rows[i];
      const seconds = (now - row.heard) / 1000;
      const last = row.vitals ?? vitals();
      this.#rows[i] = {
        ...row,
        ...{ heard: now, players: 1 + Math.floor(this.#roll() * 8) },
        vitals: {
          ...last,
          ...{ lateMs: last.lateTicks > 0 ? 80 + this.#roll() * 200 : this.#roll() * 9 },
          ...{
            bytesOut: last.bytesOut + Math.round(seconds * 40_000),
            dollars: last.dollars + (seconds / 3600) * 0.0089,
          },
        },
      };
      changed.push(this.#rows[i]);
    }
    return { type: "matches", rows: changed, gone: [] };
  }

  get pools(): readonly PoolRow[] {
    return POOLS.map(([game, mode, region]) => {
      const mine = this.#rows.filter((row) => row.game === game && row.mode === mode && row.region === region);
      const players = mine.reduce((sum, row) => sum + row.players, 0);
      return { game, mode, region, matches: mine.length, players, open: 3, searching: 0 };
    });
  }

  /** What a page is told first. @param now milliseconds since 1970 */
  greeting(now: number): MonitorNews[] {
    return [
      { type: "hello", operator: "local", now },
      { type: "pools", rows: [...this.pools] },
      { type: "matches", rows: [...this.#rows], gone: [] },
      { type: "faults", rows: [] },
      { type: "acts", rows: [] },
      { type: "refusals", rows: [] },
    ];
  }
}

export const CROWD_POOLS = POOLS.length;
