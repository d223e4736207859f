/** One run: a server, its players and spectators, and their mishaps; everything follows from the seed. */
import { PRESETS } from "#client/net/conditions.ts";
import { FIRST_INPUT, inputsEnd, mix32, plan as planLayout, SEAT } from "#shared/sim/index.ts";
import { IDLE_S } from "#worker/match/seats/presence.ts";
import { conditions, death, type Event, hostAct, type Plan, planOf } from "./chaos.ts";
import { Chronicle, must } from "./check.ts";
import { Clock } from "./clock.ts";
import { Dice } from "./dice.ts";
import { gameOf } from "./games.ts";
import { Person, type Ticket } from "./person.ts";
import { Server } from "./server.ts";

/** More people than this are not let in at once. */
const MOST = 7;
/** So long after the last mishap all clients must be back, and their inputs applied, in milliseconds. */
const PATIENCE_MS = 20_000;
const INPUTS_MS = 2500;
/** A changed input arrives after so long, in milliseconds. */
const STIR_MS = 300;
/** An act reaches the server so late at most, in milliseconds. */
const LATE_MS = 5000;
/** A killed server is up again after so long, in milliseconds. */
const AFTERMATH_MS = 3500;
/** In ticks: a server that lags makes up for so many at once. */
const CATCH_UP = 5;

/** A run: a seed, and which of its mishaps happen. */
export interface Course {
  readonly seed: number;
  /** One game's name; by the seed if it is left out. */
  readonly game?: string | undefined;
  /** The mishaps that happen, by their numbers; all of them if left out. */
  readonly only?: readonly number[] | undefined;
  /** For how long they do, in milliseconds; as the seed says if it is left out. */
  readonly ms?: number | undefined;
}

export interface Outcome {
  readonly seconds: number;
  readonly ticks: number;
  readonly kills: number;
  readonly mishaps: number;
  /** How often a client came back without a keyframe. */
  readonly returns: number;
  /** How many ticks kills have undone. */
  readonly lost: number;
  /** How often the host has begun the match anew. */
  readonly renewals: number;
  /** How many commands have counted. */
  readonly commands: number;
}

class Run {
  readonly #clock: Clock;
  readonly #plan: Plan;
  readonly #only: ReadonlySet<number> | undefined;
  readonly #chronicle: Chronicle;
  readonly #server: Server;
  readonly #people: Person[] = [];
  readonly #gone: Ticket[] = [];
  #names = 0;
  #mishaps = 0;

  constructor({ seed, game, only, ms }: Course) {
    const plan = planOf(seed, game);
    this.#plan = { ...plan, ms: ms ?? plan.ms };
    this.#only = only && new Set(only);
    this.#clock = new Clock(mix32(seed));
    const { spec } = plan;
    const layout = planLayout(gameOf(spec.game), spec.settings);
    this.#chronicle = new Chronicle();
    this.#server = new Server(this.#clock, this.#chronicle, layout, spec, seed);
  }

  play(): Outcome {
    const began = this.#clock.now();
    const { events, ms } = this.#plan;
    for (const [n, event] of events.entries()) {
      if (event.at > ms) break;
      this.#live(began + event.at - this.#clock.now());
      if (this.#only?.has(n) === false) continue;
      this.#befall(event);
      this.#mishaps += 1;
    }
    this.#live(began + ms - this.#clock.now());
    this.#calm();
    const seconds = (this.#clock.now() - began) / 1000;
    const { life, renewals, returns, lost } = this.#chronicle;
    const kills = life - renewals;
    const { total: commands } = this.#server.spoken;
    const counts = { kills, mishaps: this.#mishaps, returns, lost, renewals, commands };
    return { seconds, ticks: this.#server.tickNumber, ...counts };
  }

  #live(ms: number): void {
    this.#clock.run(ms);
    this.#server.check();
    for (const person of this.#people.filter(({ state }) => state === "ended")) {
      this.#people.splice(this.#people.indexOf(person), 1);
      this.#gone.push(person.ticket);
    }
  }

  #arrive(role: Ticket["role"], dice: Dice, ticket?: Ticket): void {
    if (this.#people.length >= MOST) return;
    this.#names += 1;
    const fresh = { role, player: `${role}-${this.#names}`, rules: dice.below(4) > 0 };
    this.#enter(ticket ?? fresh, dice);
  }

  #enter(ticket: Ticket, dice: Dice): Person {
    const person = new Person(this.#clock, this.#server, this.#chronicle, ticket);
    person.line.set(conditions(dice));
    this.#people.push(person);
    return person;
  }

  #befall({ mishap, seed }: Event): void {
    const dice = new Dice(seed);
    const person = dice.pick(this.#people);
    switch (mishap) {
      case "kill": {
        const { downMs, ...how } = death(dice);
        this.#server.kill(how, downMs);
        break;
      }
      case "freeze":
        this.#server.freeze(50 + dice.below(1200));
        break;
      case "stall":
        this.#server.freeze(1500 + dice.below(9000));
        break;
      case "evict":
        this.#server.evict();
        break;
      case "weather":
        person?.line.set(conditions(dice));
        break;
      case "fall":
        person?.fall();
        break;
      case "break":
        person?.again();
        break;
      case "roam":
        person?.roam();
        break;
      case "join":
        this.#arrive("player", dice);
        break;
      case "watch":
        this.#arrive("spectator", dice);
        break;
      case "leave":
        person?.leave();
        break;
      case "crash":
        person?.end("crashed");
        break;
      case "comeBack":
        this.#comeBack(dice);
        break;
      case "double":
        if (person) this.#double(person, dice);
        break;
      case "rave":
        person?.rave(dice.below(7));
        break;
      case "hide":
        if (person) person.hidden = true;
        break;
      case "show":
        if (person) person.hidden = false;
        break;
      case "nap":
        person?.nap(500 + dice.below(dice.below(3) === 0 ? 50_000 : 5000));
        break;
      case "jump":
        person?.jump(50 + dice.below(dice.below(3) === 0 ? 600_000 : 2000));
        break;
      case "offline":
        person?.offline(500 + dice.below(dice.below(3) === 0 ? 50_000 : 8000));
        break;
      case "host":
        this.#host(dice);
        break;
      case "exodus":
        for (const person of this.#people) person.end("crashed");
        break;
    }
  }

  /** A player who was here opens the page anew. */
  #comeBack(dice: Dice): void {
    const ticket = dice.pick(this.#gone);
    if (!ticket || this.#people.some(({ ticket: { player } }) => player === ticket.player)) return;
    this.#arrive(ticket.role, dice, ticket);
  }

  /** The host, as all believe, asks for something; now and then another player does. */
  #host(dice: Dice): void {
    const seated = this.#people.filter(({ client, state }) => state === "live" && client.seat >= 0);
    const host = seated.find(({ client }) => client.host?.seat === client.seat);
    const person = dice.below(8) === 0 ? dice.pick(seated) : host;
    const { spec, layout } = this.#server;
    person?.client.askAsHost(hostAct(dice, layout.game, spec, layout.config.seats), this.#clock.now());
  }

  #double(person: Person, dice: Dice): void {
    if (person.ticket.role === "spectator") return;
    person.doubled = true;
    this.#enter(person.ticket, dice).doubled = true;
  }

  /** Ends all mishaps: all clients come back, and play. */
  #calm(): void {
    this.#server.spare();
    for (const person of this.#people) person.recover(PRESETS.home);
    this.#live(AFTERMATH_MS);
    this.#awaitAll();
    for (const person of this.#people) person.rests = true;
    this.#live(INPUTS_MS);
    this.#checkInputs();
    this.#settle();
    // What has been said once is to be said again over another line.
    for (const person of this.#people) person.stir();
    this.#live(STIR_MS);
    // These are on their way as the line is lost.
    const commands = this.#people.flatMap((person) => [1, 2, 3].map(() => person.command(false)));
    for (const person of this.#people) person.again();
    this.#awaitAll();
    this.#live(INPUTS_MS);
    this.#checkInputs();
    this.#settle();
    const { spoken, isAsleep } = this.#server;
    for (const command of commands) {
      const isCounted = command === undefined || command.name === "ping" || isAsleep || spoken.has(command);
      must(isCounted, () => `${JSON.stringify(command)} has not counted`);
    }
  }

  #settle(): void {
    if (this.#server.isAsleep) return;
    this.#server.spoken.settle(this.#people.filter(({ state }) => state === "live").map(({ page }) => page));
  }

  #awaitAll(): void {
    const until = this.#clock.now() + PATIENCE_MS;
    while (this.#clock.now() < until && !this.#people.every((person) => this.#isBack(person))) this.#live(500);
    for (const person of this.#people) {
      must(this.#isBack(person), () => `${person.ticket.player} is ${person.state} at ${person.drawn?.known.tick}`);
    }
  }

  #isBack({ state, drawn, link, ticket: { role } }: Person): boolean {
    if (state !== "live" || !drawn || !link?.holds || !this.#server.has(link)) return false;
    const { tickRate } = this.#server.layout;
    const late = role === "spectator" ? this.#plan.spec.delay * tickRate + CATCH_UP : 0;
    const near = (tick: number) => {
      const behind = this.#server.tickNumber - tick;
      return behind > -tickRate && behind < tickRate + late;
    };
    return this.#server.isAsleep || [drawn.known.tick, drawn.tick, drawn.ownTick].every(near);
  }

  /** Checks that each seat has the last input of its player. */
  #checkInputs(): void {
    const { seatTable, tick } = this.#server.world;
    for (const { client, ticket, drawn, state, link, raved, actedAt } of this.#people) {
      const { seat } = client;
      if (seat < 0 || state !== "live" || !link?.holds || !drawn || this.#server.isAsleep) continue;
      const player = ticket.player;
      const isIdle = seatTable.cells[0][seat] === SEAT.away && this.#clock.now() - actedAt >= IDLE_S * 1000 - LATE_MS;
      must(
        isIdle || seatTable.cells[0][seat] === SEAT.person,
        () => `${player} plays, and seat ${seat} is no person's`,
      );
      for (let i = FIRST_INPUT; i < inputsEnd(seatTable); i++) {
        const [wants, does] = [drawn.world.seatTable.cells[i][seat], seatTable.cells[i][seat]];
        const { name } = seatTable.placed.columns[i];
        // Of what was raved, and not said by the client, the client does not know.
        const isSaid = does === wants || (raved && does === 0);
        must(isSaid, () => `tick ${tick}: ${player} wants ${name} ${wants}, and seat ${seat} does ${does}`);
      }
    }
  }
}

/**
 * Plays one run.
 * @throws {Violation} an invariant does not hold
 * @throws {RangeError} there is no such game
 */
export const simulate = (course: Course): Outcome => new Run(course).play();

/** The command that plays this run again. */
export function command({ seed, game, only, ms }: Course): string {
  const options = { seeds: 1, from: seed, game, only: only?.join(","), ms };
  const said = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  return `npm run simulate -- ${said.join(" ")}`;
}
