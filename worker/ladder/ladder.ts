/**
 * A ladder: takes in the rounds of one game, mode and season, once each, and tells how its players stand. It knows no platform: its
 * object gives it a disk, the time, and the ladders of earlier seasons.
 */
import type { GradeChange, LadderPage, LadderProfile, RatedRound } from "#shared/protocol/ladder.ts";
import { log } from "../log.ts";
import { type Rating, UNKNOWN } from "../pairing/ticket.ts";
import { Board, nameOf } from "./board.ts";
import { checkFacts } from "./check.ts";
import type { RoundFacts } from "./facts.ts";
import { KEPT_MS, pausedUntil } from "./pause.ts";
import { gradeOf, pointsOf } from "./points.ts";
import { rateRound, sidesIn } from "./rate.ts";
import { unratedWhy } from "./rated.ts";
import type { Applied, AppliedRound, KnownPlayer, LadderPlace, LadderQuery, Leave, Seeker } from "./rpc.ts";
import { type LadderStorage, LadderStore, type PlayerRow } from "./store.ts";
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
    // The same round may have been told twice at once: here alone it is decided which was the first.
    const round = this.#store.write(() => this.#store.roundOf(facts.code, facts.round) ?? this.#takeIn(facts, starts));
    return this.#answer(place, round);
  }

  /** What players begin with who have no row yet. */
  async #startsOf(place: LadderPlace, players: readonly string[]): Promise<ReadonlyMap<string, Start>> {
    const fresh = players.filter((player) => !this.#store.playerOf(player));
    return fresh.length === 0 ? new Map() : this.#ports.carry(place, fresh);
  }

  #takeIn(facts: RoundFacts, starts: ReadonlyMap<string, Start>): StoredRound {
    const rows = new Map<string, PlayerRow>();
    for (const seat of facts.seats) {
      if (seat.player === undefined) continue;
      const { rating, rounds } = starts.get(seat.player) ?? NEWCOMER;
      // Also who is not rated this time: the facts name players by their rows.
      const row = this.#store.playerOf(seat.player) ?? this.#store.addPlayer(seat.player, seat.name, rating, rounds);
      rows.set(seat.player, row);
    }
    const names = new Map(facts.seats.map(({ seat, name }) => [seat, name]));
    const seats = rateRound(facts, rows).flatMap(({ player, ...rated }): StoredSeat[] => {
      const row = rows.get(player);
      if (!row) return [];
      this.#store.rated(row, names.get(rated.seat) ?? row.name, rated);
      return [{ ...rated, id: row.id, rounds: row.rounds, career: row.before + row.rounds }];
    });
    return this.#store.addRound(facts, seats, rows);
  }

  #answer({ season }: LadderPlace, { seats }: StoredRound): Applied {
    const changes = seats.flatMap(({ id, seat, place, left, before, after, rounds, career }): GradeChange[] => {
      const row = this.#store.playerAt(id);
      if (!row) return [];
      const grades = { ...(career > 0 && { before: gradeOf(before, rounds) }), after: gradeOf(after, rounds + 1) };
      return [{ ...nameOf(row), seat, place, left, ...grades }];
    });
    return { state: "rated", season, changes: changes.toSorted((a, b) => a.place - b.place || a.seat - b.seat) };
  }

  /** @returns until when the player may not queue, in milliseconds since 1970; 0 where they may */
  leave(place: LadderPlace, { code, round, player, at }: Leave): number {
    const now = this.#ports.now();
    if (this.#ports.isOffered(place) && at > now - KEPT_MS) {
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
      const met = row ? this.#met(row.id).flatMap((id) => this.#store.playerAt(id)?.player ?? []) : [];
      return { player, rating, rounds, met, pausedUntil: this.#pausedUntil(player, now) };
    });
  }

  /** Rows of players met lately, the latest first. */
  #met(id: number): number[] {
    const met = new Set<number>();
    for (const { facts } of this.#store.roundsOf(id)) {
      for (const { player } of facts.seats) if (player !== undefined && Number(player) !== id) met.add(Number(player));
      if (met.size >= MOST_MET) break;
    }
    return [...met].slice(0, MOST_MET);
  }

  page({ game, mode, season }: LadderPlace, query: LadderQuery | undefined): Omit<LadderPage, "seasons"> {
    return { game, mode, season, ranked: this.#board.ranked, rows: this.#rowsFor(query) };
  }

  #rowsFor(query: LadderQuery | undefined): LadderPage["rows"] {
    if (!query) return this.#board.best();
    if ("around" in query) return this.#board.around(query.around);
    if ("name" in query) return this.#board.named(query.name);
    const own = this.#store.playerOf(query.met);
    return own ? this.#board.of([own.id, ...this.#met(own.id)]) : [];
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
    const others = facts.seats
      .toSorted((a, b) => a.place - b.place || a.seat - b.seat)
      .flatMap(({ player }) =>
        player === undefined || Number(player) === own ? [] : (this.#store.playerAt(Number(player)) ?? []),
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

  get isUsed(): boolean {
    return this.#store.isThere;
  }

  rename(player: string, name: string): void {
    if (this.#store.playerOf(player)) this.#store.write(() => this.#store.rename(player, name));
  }

  erase(player: string): void {
    const row = this.#store.playerOf(player);
    if (row) this.#store.write(() => this.#store.erase(row));
  }

  /** @param limit at most `MOST_ROUNDS` count */
  rounds(from: number, limit: number): AppliedRound[] {
    return this.#store.roundsFrom(from, Math.min(limit, MOST_ROUNDS)).map(({ number, facts, seats }) => {
      const named = new Map<number, PlayerRow>();
      const rowOf = (id: number): PlayerRow | undefined => {
        const row = named.get(id) ?? this.#store.playerAt(id);
        if (row) named.set(id, row);
        return row;
      };
      const told = facts.seats.map((seat) => {
        const row = seat.player === undefined ? undefined : rowOf(Number(seat.player));
        return row ? { ...seat, player: row.player, name: row.name } : seat;
      });
      const ratings = seats.map(({ id, before, after }) => ({ player: rowOf(id)?.player ?? "", before, after }));
      return { number, facts: { ...facts, seats: told }, ratings };
    });
  }
}
