/**
 * A match's object, as far as its ladder is concerned: the real store, outbox and courier, around rounds that are only attended. It
 * stores an end with its result, makes a replay, and tells its ladder; it ticks, sleeps, and is woken by its alarm, which may stall.
 */

import type { Games } from "#shared/sim/index.ts";
import type { Dice } from "#test/matchmaking/dice.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import type { LadderPlace } from "#worker/ladder/rpc.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { Courier } from "#worker/match/rating/courier.ts";
import { roundFacts } from "#worker/match/rating/round-facts.ts";
import { attend, type Fate } from "./attendance.ts";
import { Host, type Surroundings } from "./host.ts";
import type { LadderHost } from "./ladder-host.ts";

/** Milliseconds. */
const BETWEEN_ROUNDS_MS = [20_000, 200_000] as const;
const REPLAY_MS = [50, 4000] as const;
/** How late an alarm may be, and how late one that has stalled. */
const ALARM_MS = [0, 2000] as const;
const STALL_MS = [60_000, 3_600_000] as const;
const STALLS = 0.05;
/** So often it looks while a round is on: a match does so at each tick. */
const LOOKS = 3;
/** In so many rounds the server breaks down while it is on, and again. */
const BREAKS = 0.06;
/** In so many rounds no replay can be made; so many are cut. */
const NO_REPLAY = 0.01;
const CUT = 0.01;

export interface Fixture {
  readonly code: string;
  readonly game: string;
  readonly version: number;
  readonly mode: string;
  readonly teams: boolean;
  /** By seat: the ids. */
  readonly players: readonly string[];
  readonly rounds: number;
}

/** A round whose end is on the disk, and what really became of its players. */
export interface PlayedRound {
  readonly facts: RoundFacts;
  readonly fates: readonly Fate[];
}

interface Draft {
  readonly facts: RoundFacts;
  readonly fates: readonly Fate[];
  readonly leaves: readonly number[];
}

export interface MatchOptions {
  readonly fixture: Fixture;
  readonly games: Games;
  readonly ladder: (place: LadderPlace) => LadderHost;
}

export class MatchHost extends Host {
  readonly fixture: Fixture;
  readonly #options: MatchOptions;
  /** By round: what happens in it. The players do the same however often the server breaks down at its end. */
  readonly #drafts = new Map<number, Draft>();
  #store: MatchStore | undefined;
  #courier: Courier | undefined;
  /** When the alarm is due; it outlives kills, as those of the platform do. */
  #alarm: number | undefined;

  constructor(around: Surroundings, options: MatchOptions) {
    super(around);
    this.#options = options;
    this.fixture = options.fixture;
  }

  get store(): MatchStore {
    if (!this.#store) throw new Error("a match is asked that has not begun");
    return this.#store;
  }

  protected override boot(): void {
    const { clock, dice } = this.around;
    // As much of a platform's storage as a match's results use.
    this.#store = new MatchStore(this.disk as unknown as ConstructorParameters<typeof MatchStore>[0]);
    const { outbox } = this.#store;
    this.#courier = new Courier({
      ...{ outbox, games: this.#options.games },
      ladder: (place) => {
        const other = this.#options.ladder(place);
        return {
          apply: (_, facts) => this.call(other, () => other.apply(facts)),
          leave: (_, leave) => this.call(other, () => other.leave(leave)),
        };
      },
      date: () => clock.now,
      timer: { set: (work, ms) => this.later(ms, work), clear: (handle) => (handle as (() => void) | undefined)?.() },
      random: () => dice.unit(),
      background: () => {},
      moved: () => this.#ring(),
    });
    this.#archive(true);
    this.#ring();
    this.#courier.look();
    this.#goOn();
  }

  /** All rounds are over, and nothing is owed. */
  get isDone(): boolean {
    const { outbox } = this.store;
    return this.#ended === this.fixture.rounds && outbox.due() === undefined && this.store.unarchived() === undefined;
  }

  get #ended(): number {
    return this.store.results().at(-1)?.round ?? 0;
  }

  /** The next round, or what ticks after the last. */
  #goOn(): void {
    const round = this.#ended + 1;
    if (round > this.fixture.rounds) return;
    const { dice } = this.around;
    const end = dice.between(...BETWEEN_ROUNDS_MS);
    this.later(end, () => this.#end(round));
    for (let look = 0; look < LOOKS; look++) this.later(dice.between(0, end), () => this.#courier?.look());
  }

  #draft(round: number): Draft {
    const known = this.#drafts.get(round);
    if (known) return known;
    const { dice, clock } = this.around;
    const { players, teams, rounds: _, ...about } = this.fixture;
    let breaks = 0;
    while (dice.chance(BREAKS)) breaks += 1;
    const { turnout, fates, leaves } = attend(players.length, breaks, dice);
    const standings = standingsOf(players.length, teams, dice).map((one) => ({ ...one, name: `Nr. ${one.seat}` }));
    const facts = roundFacts({
      ...{ ...about, round, at: clock.now, cut: dice.chance(CUT), standings, turnout },
      holders: players.map((player) => ({ player, name: player.slice(0, 8) })),
      teamOf: (seat) => (teams ? seat & 1 : -1),
    });
    const draft = { facts, fates, leaves };
    this.#drafts.set(round, draft);
    return draft;
  }

  /** A round ends: its result, its facts and what else is new are stored at once. */
  #end(round: number): void {
    const { facts, leaves } = this.#draft(round);
    const { code, game, mode, players } = this.fixture;
    const at = this.around.clock.now;
    const { standings, cut } = {
      standings: facts.seats.map(({ seat, place, score, team, name }) => ({ seat, place, score, team, name })),
      cut: facts.cut,
    };
    this.store.save({
      header: undefined,
      pages: [],
      signingKey: undefined,
      result: { round, tick: round * 1000, at, cut, standings },
      facts: { ...facts, at },
      leaves: leaves.map((seat) => ({ code, round, player: players[seat], at, game, mode })),
    });
    this.#courier?.changed();
    this.#archive(false);
    this.#ring();
    this.#courier?.look();
    this.#goOn();
  }

  /** The replay of the last round is made, if there is none. */
  #archive(again: boolean): void {
    const { clock, dice } = this.around;
    const result = this.store.unarchived();
    if (!result) return;
    if (again) {
      this.store.outbox.awaitReplay(result.round, clock.now);
      this.#courier?.changed();
    }
    this.later(dice.between(...REPLAY_MS), () => {
      if (dice.chance(NO_REPLAY)) this.store.withoutReplay(result.round);
      else this.store.archive(result.round, undefined, hashOf(this.fixture.code, result.round));
      this.#courier?.changed();
      this.#ring();
      this.#courier?.look();
    });
  }

  /** Sets the alarm to when something is due. */
  #ring(): void {
    const due = this.store.outbox.due();
    if (due === undefined || (this.#alarm !== undefined && this.#alarm <= due && this.#alarm > this.around.clock.now))
      return;
    this.#alarm = due;
    const { clock, dice } = this.around;
    const late = dice.chance(STALLS) ? dice.between(...STALL_MS) : dice.between(...ALARM_MS);
    clock.after(due + late - clock.now, () => this.turn(() => this.#wake()));
  }

  #wake(): void {
    this.#alarm = undefined;
    this.#courier?.changed();
    this.#courier?.look();
    this.#ring();
  }

  /** The rounds whose ends are on the disk. */
  played(): readonly PlayedRound[] {
    return this.store.results().flatMap(({ round, at }) => {
      const draft = this.#drafts.get(round);
      return draft ? [{ facts: { ...draft.facts, at }, fates: draft.fates }] : [];
    });
  }
}

const hashOf = (code: string, round: number): string =>
  Array.from({ length: 64 }, (_, n) => ((code.charCodeAt(n % code.length) + round * (n + 1)) & 15).toString(16)).join(
    "",
  );

/** A result by chance. */
function standingsOf(seats: number, teams: boolean, dice: Dice) {
  const scores = Array.from({ length: seats }, () => dice.below(20));
  const sideOf = (seat: number) => (teams ? seat & 1 : seat);
  const total = (side: number) => scores.reduce((sum, score, seat) => sum + (sideOf(seat) === side ? score : 0), 0);
  return scores.map((score, seat) => {
    const own = total(sideOf(seat));
    const sides = new Set(scores.map((_, other) => sideOf(other)));
    const place = 1 + [...sides].filter((side) => total(side) > own).length;
    return { seat, place, score, team: teams ? seat & 1 : -1 };
  });
}
