/**
 * A ladder: takes in the rounds of one game, mode and season, once each, and tells how its players stand. It knows no platform: its
 * object gives it a disk, the time, and the ladders of earlier seasons.
 */
import type { LadderRow } from "#shared/monitor/index.ts";
import type { GradeChange, LadderPage, LadderProfile, RatedRound } from "#shared/protocol/ladder.ts";
import { log } from "../log.ts";
import { type Rating, UNKNOWN } from "../pairing/ticket.ts";
import { Board, nameOf } from "./board.ts";
import { checkFacts } from "./check.ts";
import type { RoundFacts } from "./facts.ts";
import { KEPT_MS, PAUSES_MS, pausedUntil } from "./pause.ts";
import { gradeOf, pointsOf } from "./points.ts";
import { rateRound, sidesIn } from "./rate.ts";
import { unratedWhy } from "./rated.ts";
import type { Applied, AppliedRound, KnownPlayer, LadderPlace, LadderQuery, Leave, Seeker } from "./rpc.ts";
import { ERASED_NAME, type LadderStorage, LadderStore, type PlayerRow } from "./store.ts";
import type { StoredRound, StoredSeat } from "./stored.ts";

const MOST_MET = 16;
const MOST_HISTORY = 60;
const MOST_LAST = 20;
/** Rounds that one answer has: each is a few kilobytes. */
export const MOST_ROUNDS = 100;

/** What a player begins this season with. */
export interface Start {
  readonly rating: Rating;
  /** For how many rounds they were rated in earlier seasons. */
  readonly rounds: number;
}

export interface LadderPorts {
  readonly storage: LadderStorage;
  /** What these players bring from earlier seasons, by their ids; a newcomer is left out. @throws an earlier season can't be asked */
  carry(place: LadderPlace, players: readonly string[]): Promise<ReadonlyMap<string, Start>>;
  /** Whether the server has this mode, and it is competitive. */
  isOffered(place: LadderPlace): boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Resolves once what has come meanwhile has been looked at. Rounds that come together are written in one turn of the event loop, and
   * so the disk is waited for once. Without it each is written at once.
   */
  turn?(): Promise<void>;
}

const NEWCOMER: Start = { rating: UNKNOWN, rounds: 0 };

/** So long before a player's best moment the link to the replay begins, in seconds. */
const BEFORE_S = 4;

function replayPath({ code, round, replayHash, tickRate }: RoundFacts, best: number | undefined): string | undefined {
  if (replayHash === undefined) return undefined;
  const from = best === undefined ? 0 : Math.floor(best / tickRate) - BEFORE_S;
  return `/r/${code}-${round}${from > 0 ? `?t=${from}` : ""}`;
}

export class Ladder {
  readonly #ports: LadderPorts;
  readonly #store: LadderStore;
  readonly #board: Board;
  #turn: Promise<void> | undefined;

  constructor(ports: LadderPorts) {
    this.#ports = ports;
    this.#store = new LadderStore(ports.storage);
    this.#board = new Board(this.#store);
  }

  /** Takes a round in, once: told again, it answers what it did before. @throws an earlier season can't be asked: nothing has changed */
  async apply(place: LadderPlace, sent: unknown): Promise<Applied> {
    const facts = checkFacts(place, sent, this.#ports.now());
    if ("refused" in facts) {
      log.error("round_refused", { game: place.game, mode: place.mode, season: place.season, why: facts.refused });
      this.#store.refused();
      return { state: "unrated", why: "fault" };
    }
    const known = this.#store.roundOf(facts.code, facts.round);
    if (known) return this.#answer(place, known);
    const why = this.#ports.isOffered(place) ? unratedWhy(facts) : "casual";
    if (why !== undefined) return { state: "unrated", why };
    const starts = await this.#startsOf(
      place,
      facts.seats.flatMap(({ player }) => player ?? []),
    );
    await this.#nextTurn();
    // The same round may have been told twice at once: here alone it is decided which was the first.
    const round = this.#store.write(() => this.#store.roundOf(facts.code, facts.round) ?? this.#takeIn(facts, starts));
    return this.#answer(place, round);
  }

  /** The same promise for all who wait. */
  #nextTurn(): Promise<void> | undefined {
    this.#turn ??= this.#ports.turn?.().finally(() => {
      this.#turn = undefined;
    });
    return this.#turn;
  }

  /** What players begin with who have no row yet. */
  async #startsOf(place: LadderPlace, players: readonly string[]): Promise<ReadonlyMap<string, Start>> {
    const known = this.#store.playersOf(players);
    const fresh = players.filter((player) => !known.has(player));
    return fresh.length === 0 ? new Map() : this.#ports.carry(place, fresh);
  }

  #takeIn(facts: RoundFacts, starts: ReadonlyMap<string, Start>): StoredRound {
    const players = facts.seats.filter(({ player }) => player !== undefined);
    const rows = this.#store.playersOf(players.map(({ player = "" }) => player));
    for (const { player = "", name } of players) {
      if (rows.has(player)) continue;
      const { rating, rounds } = starts.get(player) ?? NEWCOMER;
      // Also who is not rated this time: the facts name players by their rows.
      rows.set(player, this.#store.addPlayer(player, name, rating, rounds));
    }
    const names = new Map(facts.seats.map(({ seat, name }) => [seat, name]));
    const changes = rateRound(facts, rows).flatMap(({ player, ...rated }) => {
      const row = rows.get(player);
      return row ? [{ ...rated, row, name: names.get(rated.seat) ?? row.name }] : [];
    });
    this.#store.rated(changes);
    const seats = changes.map(
      ({ row, name: _, ...rated }): StoredSeat => ({
        ...rated,
        id: row.id,
        rounds: row.rounds,
        career: row.before + row.rounds,
      }),
    );
    return this.#store.addRound(facts, seats, rows);
  }

  #answer({ season }: LadderPlace, { seats }: StoredRound): Applied {
    const rows = this.#store.playersAt(seats.map(({ id }) => id));
    const changes = seats.flatMap(({ id, seat, place, left, before, after, rounds, career }): GradeChange[] => {
      const row = rows.get(id);
      if (!row) return [];
      const grades = { ...(career > 0 && { before: gradeOf(before, rounds) }), after: gradeOf(after, rounds + 1) };
      return [{ ...nameOf(row), seat, place, left, ...grades }];
    });
    return { state: "rated", season, changes: changes.toSorted((a, b) => a.place - b.place || a.seat - b.seat) };
  }

  /** @returns until when the player may not queue, in milliseconds since 1970; 0 where they may */
  leave(place: LadderPlace, { code, round, player, at }: Leave): number {
    const now = this.#ports.now();
    if (this.#ports.isOffered(place) && at > now - KEPT_MS && !this.#store.isErased(player)) {
      this.#store.write(() => {
        this.#store.forgetLeaves(player, now - KEPT_MS);
        this.#store.addLeave(player, code, round, Math.min(at, now));
      });
    }
    return this.#pausedUntil(player, now);
  }

  #pausedUntil(player: string, now: number): number {
    const until = pausedUntil(this.#store.leavesOf(player, now - KEPT_MS));
    return until > now ? until : 0;
  }

  /** @throws an earlier season can't be asked */
  async seek(place: LadderPlace, players: readonly string[]): Promise<Seeker[]> {
    const starts = await this.#startsOf(place, players);
    const now = this.#ports.now();
    return players.map((player) => {
      const row = this.#store.playerOf(player);
      const { rating, rounds } = row
        ? { rating: { mu: row.mu, sigma: row.sigma }, rounds: row.before + row.rounds }
        : (starts.get(player) ?? NEWCOMER);
      const met = row ? this.#met(row.id).map(({ player }) => player) : [];
      return { player, rating, rounds, met, pausedUntil: this.#pausedUntil(player, now) };
    });
  }

  /** Players met lately, the latest first. */
  #met(id: number): PlayerRow[] {
    const met = new Set<number>();
    for (const { facts } of this.#store.roundsOf(id)) {
      for (const { player } of facts.seats) if (player !== undefined && Number(player) !== id) met.add(Number(player));
      if (met.size >= MOST_MET) break;
    }
    const rows = this.#store.playersAt(met);
    return [...met].flatMap((one) => rows.get(one) ?? []).slice(0, MOST_MET);
  }

  page({ game, mode, season }: LadderPlace, query: LadderQuery | undefined): Omit<LadderPage, "seasons"> {
    return { game, mode, season, ranked: this.#board.ranked, rows: this.#rowsFor(query) };
  }

  #rowsFor(query: LadderQuery | undefined): LadderPage["rows"] {
    if (!query) return this.#board.best();
    if ("around" in query) return this.#board.around(query.around);
    if ("name" in query) return this.#board.named(query.name);
    const own = this.#store.playerOf(query.met);
    return own ? this.#board.of([own, ...this.#met(own.id).filter(({ name }) => name !== ERASED_NAME)]) : [];
  }

  profile({ game, mode, season }: LadderPlace, player: string): LadderProfile | undefined {
    const own = this.#store.playerOf(player);
    if (!own) return undefined;
    const rounds = [...this.#store.roundsOf(own.id)].slice(0, MOST_LAST);
    return {
      ...{ game, mode, season },
      row: this.#board.rowOf(own),
      history: this.#store.history(own.id, MOST_HISTORY),
      last: rounds.flatMap((round) => this.#lastRound(round, own.id)),
    };
  }

  #lastRound({ facts, seats }: StoredRound, own: number): RatedRound[] {
    const mine = seats.find(({ id }) => id === own);
    // The server has taken this round from the player: it changed nothing.
    if (!mine) return [];
    const replay = replayPath(facts, facts.seats.find(({ seat }) => seat === mine.seat)?.best);
    const rows = this.#store.playersAt(
      facts.seats.flatMap(({ player }) => (player === undefined ? [] : Number(player))),
    );
    const others = facts.seats
      .toSorted((a, b) => a.place - b.place || a.seat - b.seat)
      .flatMap(({ player }) =>
        player === undefined || Number(player) === own ? [] : (rows.get(Number(player)) ?? []),
      );
    return [
      {
        ...{
          code: facts.code,
          round: facts.round,
          at: facts.at,
          place: mine.place,
          of: sidesIn(facts),
          left: mine.left,
        },
        ...{ before: pointsOf(mine.before), after: pointsOf(mine.after) },
        ...(replay !== undefined && { replay }),
        others: others.map(nameOf),
      },
    ];
  }

  known(players: readonly string[]): KnownPlayer[] {
    return players.flatMap((player) => {
      const row = this.#store.playerOf(player);
      // Who has only been seen, and never rated, brings no more than a newcomer.
      if (!row || row.rounds + row.before === 0) return [];
      return [{ player, rating: { mu: row.mu, sigma: row.sigma }, rounds: row.rounds + row.before }];
    });
  }

  /** How it stands, for the monitor; undefined where there is nothing here. */
  summary({ game, mode, season }: LadderPlace): LadderRow | undefined {
    if (!this.#store.isThere) return undefined;
    const { lastAt, ...totals } = this.#store.totals();
    const now = this.#ports.now();
    const late = this.#store.lateLeaves(now - KEPT_MS, now - Math.max(...PAUSES_MS));
    const paused = [...late].filter((leaves) => pausedUntil(leaves) > now).length;
    return { game, mode, season, ...totals, ...(lastAt !== undefined && { lastAt }), paused };
  }

  get isUsed(): boolean {
    return this.#store.isThere;
  }

  rename(player: string, name: string): void {
    if (this.#store.playerOf(player)) this.#store.write(() => this.#store.rename(player, name));
  }

  erase(player: string): void {
    if (this.#store.isThere) this.#store.write(() => this.#store.erase(player));
  }

  /** @param limit at most `MOST_ROUNDS` count */
  rounds(from: number, limit: number): AppliedRound[] {
    const found = this.#store.roundsFrom(from, Math.min(limit, MOST_ROUNDS));
    if (found.length === 0) return [];
    const ids = found.flatMap(({ facts }) =>
      facts.seats.flatMap(({ player }) => (player === undefined ? [] : Number(player))),
    );
    const rows = this.#store.playersAt(new Set(ids));
    return found.map(({ number, facts, seats }) => {
      const told = facts.seats.map((seat) => {
        const row = seat.player === undefined ? undefined : rows.get(Number(seat.player));
        return row ? { ...seat, player: row.player, name: row.name } : seat;
      });
      const ratings = seats.map(({ id, before, after }) => ({ player: rows.get(id)?.player ?? "", before, after }));
      return { number, facts: { ...facts, seats: told }, ratings };
    });
  }
}
