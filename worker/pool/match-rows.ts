/**
 * All matches of a pool as the monitor hears of them, private ones too, and what has changed since it asked last. Players see none of
 * it: what they are shown comes from the directory. Knows no Cloudflare type and no clock.
 */
import type { Vitals } from "#shared/monitor/index.ts";
import { brief } from "../log.ts";
import type { MatchReport } from "../match/spec.ts";
import { STALE_MS } from "./directory.ts";
import type { HeardReport, PoolNews } from "./rpc.ts";

/** So long after the monitor has asked it counts as looking, in milliseconds: it asks at least every ten seconds. */
export const WATCHED_MS = 15_000;
/** A match that ticks reports once a minute: one that has been silent for longer sleeps. Milliseconds. */
export const SILENT_MS = 75_000;
/** So many matches that are gone are remembered: an asker that has missed more is told all. */
const MOST_GONE = 2000;

export type PoolMatchRow = PoolNews["matches"][number];

/** Where private matches are kept, so that they are known once the pool has left memory: a row each, written once. */
export interface PrivateStore {
  load(): Iterable<HeardReport>;
  save(report: MatchReport, heard: number): void;
  remove(code: string): void;
}

interface Known {
  readonly report: MatchReport;
  readonly vitals: Vitals | undefined;
  readonly heard: number;
  /** The number of the change that it has been told with. */
  readonly change: number;
  /** It has not reported for long. */
  readonly isSilent: boolean;
}

export interface MatchRowsParts {
  readonly store: PrivateStore;
  /** The listed matches that are known already, by an object that was in memory before. */
  readonly listed: Iterable<HeardReport>;
  /** The id of a match's object. @param code the match's */
  readonly idOf: (code: string) => string;
  /** This object's time in memory: no other has the same, and no client can guess it. */
  readonly life: string;
}

type News = Pick<PoolNews, "version" | "matches" | "gone" | "whole">;

export class MatchRows {
  readonly #store: PrivateStore;
  readonly #idOf: (code: string) => string;
  readonly #life: string;
  readonly #known = new Map<string, Known>();
  /** The ids of objects, by code: to make one is work. */
  readonly #ids = new Map<string, string>();
  /** Those that have gone, by object id, with the number of that change: the oldest first. */
  readonly #gone = new Map<string, number>();
  /** Changes so far; and up to which of them it is not known any more which matches have gone. */
  #change = 0;
  #forgotten = 0;
  #askedAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds since 1970; stored times that lie after it are set back to it */
  constructor({ store, listed, idOf, life }: MatchRowsParts, now: number) {
    this.#store = store;
    this.#idOf = idOf;
    this.#life = life;
    // Of a private one its first report is kept: how many are in it by now is told with its next.
    const empty = { players: 0, bots: 0, spectators: 0 };
    const secret = [...store.load()].map(({ report, heard }) => ({ report: { ...report, ...empty }, heard }));
    for (const { report, heard } of [...listed, ...secret])
      this.#keep({ report, vitals: undefined, heard: Math.min(heard, now) });
  }

  #keep(one: Pick<Known, "report" | "vitals" | "heard">, isSilent = false): void {
    this.#change += 1;
    this.#known.set(one.report.code, { ...one, isSilent, change: this.#change });
  }

  #id(code: string): string {
    const id = this.#ids.get(code) ?? this.#idOf(code);
    this.#ids.set(code, id);
    return id;
  }

  /** A match says how it stands. @param now milliseconds since 1970 */
  heard(report: MatchReport, vitals: Vitals | undefined, now: number): void {
    if (!report.listed && !this.#known.has(report.code)) this.#store.save(report, now);
    this.#keep({ report, vitals, heard: now });
    this.#gone.delete(this.#id(report.code));
  }

  /** The match is gone. */
  forget(code: string): void {
    const known = this.#known.get(code);
    if (!known) return;
    this.#known.delete(code);
    if (!known.report.listed) this.#store.remove(code);
    this.#change += 1;
    this.#gone.set(this.#id(code), this.#change);
    this.#ids.delete(code);
    for (const [id, change] of this.#gone) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(id);
      this.#forgotten = change;
    }
  }

  /** Lets go of matches that have not reported for long. */
  expire(now: number): void {
    for (const [code, { heard }] of this.#known) if (now - heard >= STALE_MS) this.forget(code);
  }

  /** Whether the monitor looks. */
  isWatched(now: number): boolean {
    return now - this.#askedAt < WATCHED_MS;
  }

  /** What has changed. @param since the version of the answer before; empty for the first */
  news(since: string, now: number): News {
    this.#askedAt = now;
    this.expire(now);
    for (const one of this.#known.values()) if (!one.isSilent && now - one.heard >= SILENT_MS) this.#keep(one, true);
    const asked = this.#changeOf(since);
    const whole = asked === undefined;
    const known = [...this.#known.values()].filter(({ change }) => whole || change > asked);
    const gone = whole ? [] : [...this.#gone].filter(([, change]) => change > asked).map(([id]) => id);
    return { version: `${this.#life}.${this.#change}`, matches: known.map((one) => this.#row(one)), gone, whole };
  }

  /** Of this object's own versions; undefined where it is of another, or too much has gone since. */
  #changeOf(version: string): number | undefined {
    const [life, change] = version.split(".");
    if (life !== this.#life || !/^\d+$/.test(change ?? "")) return undefined;
    const number = Number(change);
    return number >= this.#forgotten && number <= this.#change ? number : undefined;
  }

  #row({ report, vitals, heard, isSilent }: Known): PoolMatchRow {
    const { code, game, mode, status, listed, seats, players, bots, spectators } = report;
    return {
      id: this.#id(code),
      code: brief(code),
      ...{ game, mode, status, listed, seats, players, bots, spectators, heard },
      ...(vitals && { vitals: isSilent ? { ...vitals, asleep: true } : vitals }),
    };
  }

  /** What all of them come to. */
  get counts(): { readonly matches: number; readonly players: number; readonly open: number } {
    const all = [...this.#known.values()].map(({ report }) => report);
    return {
      matches: all.length,
      players: all.reduce((sum, { players }) => sum + players, 0),
      open: all.filter(({ listed, status, players, seats }) => listed && status !== "ended" && players < seats).length,
    };
  }
}
