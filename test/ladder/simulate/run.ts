/** A run: matches come and go over three seasons, their ladders hear of their rounds, and all of them are killed now and then. */
import { games } from "#shared/games/index.ts";
import { ManualClock } from "#test/matchmaking/clock.ts";
import { Dice } from "#test/matchmaking/dice.ts";
import { ObjectStorage } from "#test/support/object-storage.ts";
import type { LadderPlace } from "#worker/ladder/rpc.ts";
import { codeOf, playerOf } from "../names.ts";
import { Audit, type Audited } from "./audit.ts";
import type { Surroundings } from "./host.ts";
import { LadderHost } from "./ladder-host.ts";
import { type Fixture, MatchHost } from "./match-host.ts";

export interface RunOptions {
  readonly rounds: number;
  readonly seed: number;
  /** How likely a turn is its object's last. */
  readonly kills: number;
  /** Other disks than such as keep what they are given. */
  readonly disk?: () => ObjectStorage;
}

export interface Outcome extends Audited {
  readonly matches: number;
  readonly ladders: number;
  /** Of matches, and of ladders. */
  readonly kills: readonly [number, number];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Seasons change in the midst of the first and of the last of these: there most matches are played. */
const CHANGES = [Date.UTC(2026, 9, 1), Date.UTC(2027, 0, 1)] as const;
const AROUND_MS = 3 * HOUR_MS;
const BEGIN = CHANGES[0] - 2 * DAY_MS;
const END = CHANGES[1] + 2 * DAY_MS;
/** After that nothing is killed any more, and all that is owed must come to its end. */
const REST_MS = 3 * DAY_MS;
const MIDST = 0.2;

const PLAYERS = 3000;
const MOST_ROUNDS = 6;
const SWEEP_MS = 10 * MINUTE_MS;

const MODES = [
  { game: "arena", mode: "pairs", seats: 4, teams: true },
  { game: "puck", mode: "faceoff", seats: 2, teams: true },
] as const;

class Run {
  readonly #options: RunOptions;
  readonly #clock = new ManualClock(BEGIN);
  readonly #dice: Dice;
  readonly #around: Surroundings;
  readonly #ladders = new Map<string, LadderHost>();
  readonly #playing = new Set<MatchHost>();
  readonly #audit = new Audit();
  #matches = 0;
  #kills = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    const kills = () => this.#clock.now < END && this.#dice.chance(options.kills);
    const { disk = () => new ObjectStorage() } = options;
    this.#around = { clock: this.#clock, dice: this.#dice, kills, disk };
  }

  async play(): Promise<Outcome> {
    for (let rounds = 0; rounds < this.#options.rounds; ) {
      const fixture = this.#fixture(Math.min(1 + this.#dice.below(MOST_ROUNDS), this.#options.rounds - rounds));
      rounds += fixture.rounds;
      this.#clock.after(this.#when() - BEGIN, () => this.#begin(fixture));
    }
    for (let at = SWEEP_MS; at < END + REST_MS - BEGIN; at += SWEEP_MS) this.#clock.after(at, () => this.#sweep());
    await this.#clock.goUntil(END + REST_MS);
    for (const match of this.#playing) this.#close(match);
    const ladders = [...this.#ladders.values()];
    const audited = this.#audit.finish(ladders, this.#clock.now);
    const ladderKills = ladders.reduce((sum, { kills }) => sum + kills, 0);
    return { ...audited, matches: this.#matches, ladders: ladders.length, kills: [this.#kills, ladderKills] };
  }

  #when(): number {
    if (this.#dice.chance(MIDST)) return this.#dice.between(BEGIN, END - AROUND_MS);
    const change = CHANGES[this.#dice.below(CHANGES.length)];
    return this.#dice.between(change - AROUND_MS, change + AROUND_MS);
  }

  #fixture(rounds: number): Fixture {
    const { seats, ...mode } = MODES[this.#dice.below(MODES.length)];
    const players = new Set<string>();
    while (players.size < seats) players.add(playerOf(this.#dice.below(PLAYERS)));
    this.#matches += 1;
    return { ...mode, version: 1, code: codeOf(this.#matches), players: [...players], rounds };
  }

  #begin(fixture: Fixture): Promise<void> {
    const match = new MatchHost(this.#around, { fixture, games, ladder: (place) => this.#ladder(place) });
    this.#playing.add(match);
    return match.begin();
  }

  #ladder(place: LadderPlace): LadderHost {
    const name = `${place.game}/${place.mode}/${place.season}`;
    const known = this.#ladders.get(name);
    if (known) return known;
    const ladder = new LadderHost(this.#around, place, (other) => this.#ladder(other));
    this.#ladders.set(name, ladder);
    this.#clock.after(0, () => ladder.begin());
    return ladder;
  }

  /** Matches that owe nothing any more are gone. */
  #sweep(): void {
    for (const match of this.#playing) if (match.isDone) this.#close(match);
  }

  #close(match: MatchHost): void {
    this.#playing.delete(match);
    this.#kills += match.kills;
    this.#audit.note(match);
    match.end();
  }
}

export const play = (options: RunOptions): Promise<Outcome> => new Run(options).play();
