/** The directory of a pool: its listed matches. Knows no Cloudflare type and no clock. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import type { MatchReport } from "../match/spec.ts";
import { Entry } from "./entry.ts";
import type { HeardReport, PoolCounts, PoolSnapshot } from "./rpc.ts";
import { best, type Candidate } from "./score.ts";

/** The part of the directory that is stored. Which players were sent where is not: that is out of date within seconds. */
export interface DirectoryStore {
  /** The matches that were saved and not removed, the oldest first. */
  load(): Iterable<HeardReport>;
  save(report: MatchReport, heard: number): void;
  remove(code: string): void;
}

/** What a game says of players who come to a match that others are in. */
export type Admits = Pick<AnyGame, "lateJoin" | "wholeGroup">;

/** A match that has not reported for so long counts as gone, in milliseconds. */
export const STALE_MS = 600_000;
/** The least time between two writes of a report that changes nothing, in milliseconds: each row that is written costs. */
const SAVE_MS = 60_000;
/** So many matches are told of at most. */
export const MOST_TOLD = 500;
/** How many more players than it has seats may be sent to a match. */
const MOST_NO_SHOWS = 64;

/** The part of a report whose change is worth a write. */
const essence = (report: MatchReport): string => JSON.stringify({ ...report, spectators: 0 });

const people = ({ players, spectators }: MatchInfo): number => players + spectators;

/** Who searches is not known here. */
type DirectorySnapshot = Pick<PoolSnapshot, "matches"> & { readonly counts: Omit<PoolCounts, "searching"> };

export class Directory {
  readonly #store: DirectoryStore;
  readonly #admits: (game: string) => Admits;
  /** By code, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** What was last saved of each match, and when. A match that has not reported yet is missing. */
  readonly #saved = new Map<string, { readonly essence: string; readonly at: number }>();

  /**
   * @param now milliseconds since 1970; stored times that lie after it, by another clock, are set back to it
   * @param admits of a game, by its name
   */
  constructor(store: DirectoryStore, now = Number.POSITIVE_INFINITY, admits: (game: string) => Admits = () => ({})) {
    this.#store = store;
    this.#admits = admits;
    for (const { report, heard: at } of store.load()) {
      const heard = Math.min(at, now);
      this.#entries.set(report.code, new Entry(report, heard));
      this.#saved.set(report.code, { essence: essence(report), at: heard });
    }
  }

  /**
   * The match that a player is sent to: the one that they are in or were sent to, else the one with the best score.
   * @param blocked the ids of players that this one would rather not meet
   */
  place(player: string, now: number, blocked: readonly string[] = []): string | undefined {
    this.#expire(now);
    const all = [...this.#entries.values()];
    const open = all.filter((entry) => entry.isOpen && !entry.bars(player));
    const back = open.find((entry) => entry.has(player, now));
    const noShows = all.reduce((sum, entry) => sum + entry.noShows(now), 0);
    const code = back?.report.code ?? best(this.#candidates(open, now, blocked), Math.min(noShows, MOST_NO_SHOWS));
    if (code !== undefined) this.#entries.get(code)?.expect(player, now);
    return code;
  }

  /**
   * As `place`, for players who come together: the match that all of them are in or were sent to, else the best one that has
   * room for all. Players on their way count as there: a party opens a match of its own rather than to be split.
   * @param not the codes of matches that have refused them
   */
  placeAll(players: readonly string[], not: readonly string[], now: number): string | undefined {
    this.#expire(now);
    const open = [...this.#entries.values()].filter(
      (entry) => entry.isOpen && !not.includes(entry.report.code) && !players.some((player) => entry.bars(player)),
    );
    const back = open.find((entry) => players.every((player) => entry.has(player, now)));
    const code = back?.report.code ?? best(this.#candidates(open, now), 0, players.length);
    if (code !== undefined) this.expect(code, players, now);
    return code;
  }

  /** The matches that newcomers may be sent to. A group of its own gets no one else by quick play. */
  #candidates(open: readonly Entry[], now: number, blocked: readonly string[] = []): Candidate[] {
    return open.flatMap((entry) => {
      const { lateJoin, wholeGroup = false } = this.#admits(entry.report.game);
      return wholeGroup ? [] : [entry.candidate(now, blocked, lateJoin)];
    });
  }

  /** Whether this player is in a match that goes on, or was sent to one. */
  holds(player: string, now: number): boolean {
    return [...this.#entries.values()].some((entry) => entry.isOpen && entry.has(player, now));
  }

  /** These players are sent there too. */
  expect(code: string, players: readonly string[], now: number): void {
    for (const player of players) this.#entries.get(code)?.expect(player, now);
  }

  /** Enters a match that is about to be made for this player. */
  open(match: Pick<MatchInfo, "code" | "game" | "mode" | "seats">, player: string, now: number): void {
    const empty = { status: "waiting", players: 0, bots: 0, spectators: 0, listed: true, playerIds: [] } as const;
    const entry = new Entry({ ...match, ...empty }, now);
    entry.expect(player, now);
    this.#entries.set(match.code, entry);
  }

  /** Takes in a match's report. Matches that are not listed are not kept. */
  report(report: MatchReport, now: number): void {
    this.#expire(now);
    if (!report.listed) {
      this.forget(report.code);
      return;
    }
    const entry = this.#entries.get(report.code);
    if (entry) entry.update(report, now);
    else this.#entries.set(report.code, new Entry(report, now));
    this.#save(report, now);
  }

  /** Takes over what another object knew of a match. What is known here counts more. */
  adopt({ report, heard: at }: HeardReport, now: number): void {
    const heard = Math.min(at, now);
    if (this.#saved.has(report.code) || now - heard >= STALE_MS) return;
    this.#entries.set(report.code, new Entry(report, heard));
    this.#save(report, heard);
  }

  /**
   * A match says to another object how it stands, and to this one nothing. Who its players are is not told.
   * @param isListed no other pool lists it
   */
  follow(match: MatchInfo, isListed: boolean, now: number): void {
    const known = this.#entries.get(match.code);
    if (known && known.report.playerIds.length > 0) return;
    const report = { ...match, playerIds: [] };
    if (isListed) this.report(report, now);
    else if (known) known.update(report, now);
    else this.#entries.set(match.code, new Entry(report, now));
  }

  #save(report: MatchReport, now: number): void {
    const saved = this.#saved.get(report.code);
    const fresh = essence(report);
    if (saved?.essence === fresh && now - saved.at < SAVE_MS) return;
    this.#store.save(report, now);
    this.#saved.set(report.code, { essence: fresh, at: now });
  }

  /**
   * A match has refused a player who was sent there: what the directory knows of it is out of date.
   * @param bars it lets this player in no more, and others as before
   */
  refused(code: string, player: string, bars = false): void {
    const entry = this.#entries.get(code);
    if (!entry) return;
    entry.unexpect(player);
    if (bars) entry.bar(player);
    else entry.closed = true;
  }

  forget(code: string): void {
    this.#entries.delete(code);
    if (this.#saved.delete(code)) this.#store.remove(code);
  }

  /** The matches that have reported, the ones with the most people first, and what they come to. */
  snapshot(now: number): DirectorySnapshot {
    this.#expire(now);
    const all = [...this.#saved.keys()].flatMap((code) => this.#entries.get(code)?.report ?? []);
    const counts = {
      players: all.reduce((sum, { players }) => sum + players, 0),
      matches: all.length,
      open: all.filter(({ status, players, seats }) => status !== "ended" && players < seats).length,
    };
    const told = all.sort((a, b) => people(b) - people(a)).slice(0, MOST_TOLD);
    return { matches: told.map(({ playerIds: _, teams: __, ...info }) => info), counts };
  }

  /** The last reports of the matches that have reported, and when they came. */
  get reports(): HeardReport[] {
    return [...this.#saved.keys()].flatMap((code) => {
      const { report, heard } = this.#entries.get(code) ?? {};
      return report && heard !== undefined ? [{ report, heard }] : [];
    });
  }

  #expire(now: number): void {
    for (const [code, { heard }] of this.#entries) if (now - heard >= STALE_MS) this.forget(code);
  }
}
