/** How the whole server stands, added up of the rows; and how it stood since the page was opened. Pure. */
import type { MonitorStore } from "#client/net/monitor-store.ts";
import { isLate } from "./match-columns.ts";

const HOUR_MS = 3_600_000;

export interface Totals {
  readonly matches: number;
  readonly players: number;
  readonly searching: number;
  readonly watchers: number;
  readonly late: number;
  /** Faults of the last hour. */
  readonly faults: number;
  /** US dollars an hour, at the present pace of all matches. */
  readonly dollarsPerH: number;
}

/** @param now the server's time, in milliseconds since 1970 */
export function totalsOf(store: MonitorStore, now: number): Totals {
  let [players, watchers, late, dollarsPerH] = [0, 0, 0, 0];
  for (const entry of store.matches.values()) {
    players += entry.row.players;
    watchers += entry.row.spectators;
    if (isLate(entry)) late += 1;
    if (!entry.row.vitals?.asleep) dollarsPerH += entry.pace.dollarsPerH ?? 0;
  }
  return {
    ...{ matches: store.matches.size, players, watchers, late, dollarsPerH },
    searching: store.pools.reduce((sum, pool) => sum + pool.searching, 0),
    faults: store.faults.filter(({ at }) => now - at < HOUR_MS).length,
  };
}

export interface Sample extends Totals {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** So many moments are kept: when there are more, each second one is dropped, and the next ones come half as often. */
const MOST = 1200;
const FIRST_STEP_MS = 2000;

export class History {
  #samples: Sample[] = [];
  #step = FIRST_STEP_MS;

  /** The oldest first. */
  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** @param at milliseconds since 1970 @returns whether it was time for another moment */
  note(at: number, totals: Totals): boolean {
    const last = this.#samples.at(-1)?.at;
    // A little early counts: timers are not exact.
    if (last !== undefined && at - last < this.#step - 100) return false;
    this.#samples.push({ at, ...totals });
    if (this.#samples.length <= MOST) return true;
    this.#samples = this.#samples.filter((_, i) => i % 2 === 0);
    this.#step *= 2;
    return true;
  }
}
