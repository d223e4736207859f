/** One run: people come, wait, cancel, lose their lines, and hear of a match; and what the pool owes them is checked. */
import { ManualClock } from "./clock.ts";
import { Dice } from "./dice.ts";
import { Disk } from "./disk.ts";
import type { Logged } from "./log-lines.ts";
import { isSplit, type Outcome, type RunOptions, type Wish } from "./outcome.ts";
import { type Person, populate, remember } from "./people.ts";
import { type Made, Pool } from "./pool.ts";

const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
/** How long those who wait at the end may wait on, with no new ones: then what is left is what cannot be paired. */
const REST_MS = 600_000;
/** How long a player plays, or does something else after a cancel, before wishing for the next match. */
const BUSY_MS = 180_000;
/** How soon a client is back after its line was lost: within the grace that a pool gives. */
const BACK_MS = [100, 4000] as const;

class Run {
  readonly #options: RunOptions;
  readonly #dice: Dice;
  readonly #clock = new ManualClock(START);
  readonly #people: readonly Person[];
  readonly #byId = new Map<string, Person>();
  /** Who is searching. */
  readonly #searching = new Map<string, Wish>();
  /** Whose line opens soon: a client tries once at a time. */
  readonly #coming = new Set<string>();
  readonly #wishes: Wish[] = [];
  readonly #pool: Pool;
  readonly #killChance: number;
  readonly #end: number;
  #lost = 0;
  #doubled = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#dice = new Dice(options.seed);
    const logged = options.log?.flatMap(({ people }) => people);
    this.#people = logged ? [...new Set(logged)] : populate(options.population, this.#dice);
    for (const person of this.#people) person.met = [];
    for (const person of this.#people) this.#byId.set(person.id, person);
    this.#end = START + options.hours * HOUR_MS;
    // A ticket takes some five turns from the joining to the end, and the pool one a second besides.
    this.#killChance = options.kills / (options.hours * 3600 * (1 + 4.5 * options.rate));
    const third = (options.hours * HOUR_MS) / 3;
    this.#pool = new Pool({
      clock: this.#clock,
      dice: this.#dice,
      rules: options.rules,
      policy: options.policy,
      disk: options.disk ?? new Disk(),
      person: (id) => this.#person(id),
      kills: () => this.#clock.now < this.#end && this.#dice.chance(this.#killChance),
      isAsleep: (region) => region === options.asleep && Math.floor((this.#clock.now - START) / third) === 1,
      told: (player, match) => this.#told(player, match),
      killed: () => this.#comeBack(),
    });
  }

  #person(id: string): Person {
    const person = this.#byId.get(id);
    if (!person) throw new Error(`there is no person ${id}`);
    return person;
  }

  play(): Outcome {
    const { log } = this.#options;
    if (log) this.#arriveAgain(log);
    else this.#arrive();
    this.#clock.runUntil(this.#end + REST_MS);
    const open = this.#wishes.filter((wish) => !wish.over && wish.told.size < wish.people.length);
    const forgotten = open.filter(
      ({ acknowledged, people, told }) =>
        acknowledged && people.some(({ id }) => !told.has(id) && !this.#pool.holds(id)),
    );
    return {
      wishes: this.#wishes,
      matches: this.#pool.matches,
      person: (id) => this.#person(id),
      start: START,
      kills: this.#pool.kills,
      lost: this.#lost + forgotten.length,
      split: this.#wishes.filter(isSplit).length,
      doubled: this.#doubled,
      waiting: open.length,
    };
  }

  #arrive(): void {
    const { rate, parties, rules } = this.#options;
    if (this.#clock.now > this.#end) return;
    this.#clock.after(this.#dice.wait(1000 / rate), () => {
      const largest = rules.teams?.size ?? 1;
      const size = this.#dice.chance(parties) ? Math.min(largest, 2 + this.#dice.below(2)) : 1;
      const people = this.#draw(size);
      // All people play already.
      if (people.length === size) this.#wish(people);
      this.#arrive();
    });
  }

  /** The tickets of the log come when they came. */
  #arriveAgain(log: readonly Logged[]): void {
    const [{ since: first }] = log;
    for (const { since, people, cancelled } of log) {
      this.#clock.after(since - first, () => {
        // Under another policy a player may still wait when the log has the next ticket.
        if (people.some((person) => !this.#isFree(person, true))) return;
        const wish = this.#wish(people);
        if (cancelled !== undefined) this.#clock.after(cancelled - since, () => this.#cancel(wish, people[0].id));
      });
    }
  }

  /** @param hasTime whether a player who has a match may wish for the next one at once */
  #isFree(person: Person, hasTime: boolean): boolean {
    const wish = this.#searching.get(person.id);
    if (wish && !(hasTime && (wish.over || wish.told.has(person.id)))) return false;
    // A kill in the turn in which the player said to have heard of the seat: the pool keeps it for a while yet.
    return !this.#pool.holds(person.id);
  }

  #draw(size: number): Person[] {
    const people: Person[] = [];
    for (let tries = 0; tries < 20 * size && people.length < size; tries++) {
      const person = this.#people[this.#dice.below(this.#people.length)];
      if (this.#isFree(person, false) && !people.includes(person)) people.push(person);
    }
    return people;
  }

  #wish(people: readonly Person[]): Wish {
    const wish: Wish = {
      people,
      since: this.#clock.now,
      acknowledged: false,
      over: false,
      cancelledAt: undefined,
      told: new Map(),
      estimate: this.#pool.estimate(),
    };
    this.#wishes.push(wish);
    for (const { id } of people) this.#searching.set(id, wish);
    if (people.length === 1) this.#open(people[0], wish);
    else this.#enterParty(wish, `c${this.#wishes.length}`);
    const [{ id }] = people;
    if (this.#dice.chance(this.#options.cancels))
      this.#clock.after(this.#dice.between(1000, 60_000), () => this.#cancel(wish, id));
    if (this.#dice.chance(this.#options.losses))
      this.#clock.after(this.#dice.between(100, 20_000), () => this.#lose(wish, id));
    return wish;
  }

  #member({ id, rtt }: Person) {
    return { player: id, name: id, rtt: { ...rtt } };
  }

  /** The party's object calls until it has an answer. */
  #enterParty(wish: Wish, party: string): void {
    let answered = false;
    this.#pool.enterParty(
      party,
      wish.people.map((person) => this.#member(person)),
      () => {
        answered = true;
        wish.acknowledged = true;
        for (const person of wish.people) this.#openIn(this.#dice.between(0, 500), person, wish);
      },
    );
    if (!answered) this.#clock.after(1000, () => this.#enterParty(wish, party));
  }

  #isWaiting(wish: Wish, { id }: Person): boolean {
    return !wish.over && !wish.told.has(id) && this.#searching.get(id) === wish;
  }

  #openIn(ms: number, person: Person, wish: Wish): void {
    if (this.#coming.has(person.id)) return;
    this.#coming.add(person.id);
    this.#clock.after(ms, () => {
      this.#coming.delete(person.id);
      this.#open(person, wish);
    });
  }

  #open(person: Person, wish: Wish): void {
    if (!this.#isWaiting(wish, person)) return;
    let answered = false;
    this.#pool.open(this.#member(person), (entered) => {
      answered = true;
      // The pool has said that the ticket is in, and makes a new one now: the place in the queue is gone.
      if (entered === "joined" && wish.acknowledged) this.#lost += 1;
      wish.acknowledged = true;
    });
    if (!answered) this.#openIn(this.#dice.between(...BACK_MS), person, wish);
  }

  #lose(wish: Wish, player: string): void {
    const person = this.#person(player);
    if (!this.#isWaiting(wish, person) || !wish.acknowledged) return;
    this.#pool.close(player, false);
    this.#openIn(this.#dice.between(...BACK_MS), person, wish);
  }

  #cancel(wish: Wish, player: string): void {
    if (!this.#isWaiting(wish, this.#person(player)) || !wish.acknowledged) return;
    // A party goes as a whole: one of them has cancelled.
    wish.over = true;
    wish.cancelledAt = this.#clock.now;
    for (const { id } of wish.people) this.#clock.after(BUSY_MS, () => this.#rest(id, wish));
    for (const { id } of wish.people) this.#pool.close(id, true);
  }

  /** The player is free for another match. */
  #rest(player: string, wish: Wish): void {
    if (this.#searching.get(player) === wish) this.#searching.delete(player);
  }

  #comeBack(): void {
    for (const [id, wish] of this.#searching) {
      const person = this.#person(id);
      if (wish.acknowledged && this.#isWaiting(wish, person))
        this.#openIn(this.#dice.between(...BACK_MS), person, wish);
    }
  }

  #told(player: string, match: Made): void {
    const wish = this.#searching.get(player);
    if (!wish || wish.over) return;
    const before = wish.told.get(player);
    if (before) {
      if (before.match !== match) this.#doubled += 1;
      return;
    }
    wish.told.set(player, { match, at: this.#clock.now });
    this.#clock.after(20, () => this.#pool.close(player, true));
    this.#clock.after(BUSY_MS, () => this.#rest(player, wish));
    if (wish.told.size === wish.people.length) remember(match.teams.flat().map((id) => this.#person(id)));
  }
}

export const play = (options: RunOptions): Outcome => new Run(options).play();
