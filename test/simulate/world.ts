/** One run: a server, the people at it, and what befalls them; everything follows from the seed. */
import { PRESETS } from "#client/net/conditions.ts";
import { FIRST_INPUT, mix32, SEAT } from "#shared/sim/index.ts";
import { Chaos, type Mishap } from "./chaos.ts";
import { Chronicle, must } from "./check.ts";
import { Clock } from "./clock.ts";
import { Person, type Ticket } from "./person.ts";
import { Server } from "./server.ts";

/** More people than this are not let in at once. */
const MOST = 7;
/** Everybody must be back after so long without mishaps, and their hands must have arrived, in milliseconds. */
const PATIENCE_MS = 20_000;
const HANDS_MS = 2500;
/** Whatever was killed is up again after so long, in milliseconds. */
const AFTERMATH_MS = 3500;

export interface Outcome {
  readonly seconds: number;
  readonly ticks: number;
  readonly kills: number;
  readonly mishaps: number;
  /** How often somebody came back without a keyframe. */
  readonly returns: number;
}

class Run {
  readonly #clock: Clock;
  readonly #chaos: Chaos;
  readonly #chronicle = new Chronicle();
  readonly #server: Server;
  readonly #people: Person[] = [];
  readonly #gone: Ticket[] = [];
  #names = 0;
  #mishaps = 0;

  constructor(seed: number, game: string | undefined) {
    this.#clock = new Clock(mix32(seed));
    this.#chaos = new Chaos(mix32(seed + 0x5eed));
    this.#server = new Server(this.#clock, this.#chronicle, this.#chaos.spec(game), seed);
  }

  play(): Outcome {
    const began = this.#clock.now();
    this.#arrive("player");
    this.#arrive("player");
    const end = began + this.#chaos.length();
    while (this.#clock.now() < end) {
      this.#live(this.#chaos.lull());
      this.#befall(this.#chaos.mishap());
      this.#mishaps += 1;
    }
    this.#calm();
    const seconds = (this.#clock.now() - began) / 1000;
    const { life: kills, returns } = this.#chronicle;
    return { seconds, ticks: this.#server.tickNumber, kills, mishaps: this.#mishaps, returns };
  }

  #live(ms: number): void {
    this.#clock.run(ms);
    this.#server.check();
    for (const person of this.#people.filter(({ state }) => state === "ended")) {
      this.#people.splice(this.#people.indexOf(person), 1);
      this.#gone.push(person.ticket);
    }
  }

  #arrive(role: Ticket["role"], ticket?: Ticket): void {
    if (this.#people.length >= MOST) return;
    this.#names += 1;
    const fresh = { role, player: `${role}-${this.#names}`, rules: this.#chaos.below(4) > 0 };
    this.#enter(ticket ?? fresh);
  }

  #enter(ticket: Ticket): Person {
    const person = new Person(this.#clock, this.#server, this.#chronicle, ticket);
    person.line.set(this.#chaos.conditions());
    this.#people.push(person);
    return person;
  }

  #befall(mishap: Mishap): void {
    const someone = this.#chaos.pick(this.#people);
    switch (mishap) {
      case "kill": {
        const { downMs, ...how } = this.#chaos.death();
        this.#server.kill(how, downMs);
        break;
      }
      case "freeze":
        this.#server.freeze(50 + this.#chaos.below(1200));
        break;
      case "evict":
        this.#server.evict();
        break;
      case "weather":
        someone?.line.set(this.#chaos.conditions());
        break;
      case "fall":
        someone?.fall();
        break;
      case "break":
        someone?.again();
        break;
      case "roam":
        someone?.roam();
        break;
      case "join":
        this.#arrive("player");
        break;
      case "watch":
        this.#arrive("spectator");
        break;
      case "leave":
        someone?.leave();
        break;
      case "crash":
        someone?.end("crashed");
        break;
      case "comeBack":
        this.#comeBack();
        break;
      case "double":
        if (someone) this.#double(someone);
        break;
      case "rave":
        someone?.rave(this.#chaos.below(7));
        break;
      case "hide":
        if (someone) someone.hidden = true;
        break;
      case "show":
        if (someone) someone.hidden = false;
        break;
      case "exodus":
        for (const person of this.#people) person.end("crashed");
        break;
    }
  }

  /** Somebody who was here opens the page anew. */
  #comeBack(): void {
    const ticket = this.#chaos.pick(this.#gone);
    if (!ticket || this.#people.some(({ ticket: { player } }) => player === ticket.player)) return;
    this.#arrive(ticket.role, ticket);
  }

  #double(person: Person): void {
    if (person.ticket.role === "spectator") return;
    person.doubled = true;
    this.#enter(person.ticket).doubled = true;
  }

  /** Nothing befalls anybody any more: all come back, and play. */
  #calm(): void {
    for (const person of this.#people) {
      person.line.set(PRESETS.home);
      person.hidden = false;
    }
    this.#server.spare();
    this.#live(AFTERMATH_MS);
    const until = this.#clock.now() + PATIENCE_MS;
    while (this.#clock.now() < until && !this.#people.every((person) => this.#isBack(person))) this.#live(500);
    for (const person of this.#people) {
      must(this.#isBack(person), () => `${person.ticket.player} is ${person.state} at ${person.drawn?.known.tick}`);
      person.rests = true;
    }
    this.#live(HANDS_MS);
    this.#checkHands();
  }

  #isBack({ state, drawn, link }: Person): boolean {
    if (state !== "live" || !drawn || !link?.holds) return false;
    const { tickRate } = this.#server.layout;
    const near = (tick: number) => Math.abs(tick - this.#server.tickNumber) < tickRate;
    return this.#server.isAsleep || [drawn.known.tick, drawn.tick, drawn.ownTick].every(near);
  }

  /** What the hands last did is what the seats now do. */
  #checkHands(): void {
    const { seatTable, tick } = this.#server.world;
    for (const { client, ticket, drawn, state, link } of this.#people) {
      const { seat } = client;
      if (seat < 0 || state !== "live" || !link?.holds || !drawn || this.#server.isAsleep) continue;
      const player = ticket.player;
      must(seatTable.cells[0][seat] === SEAT.person, () => `${player} plays, and seat ${seat} is no person's`);
      for (let i = FIRST_INPUT; i < seatTable.cells.length; i++) {
        const [wants, does] = [drawn.world.seatTable.cells[i][seat], seatTable.cells[i][seat]];
        const { name } = seatTable.placed.columns[i];
        must(wants === does, () => `tick ${tick}: ${player} wants ${name} ${wants}, and seat ${seat} does ${does}`);
      }
    }
  }
}

/**
 * Plays one run.
 * @param game one game's name; by the seed if it is left out
 * @throws {Violation} something that must hold did not
 */
export const simulate = (seed: number, game?: string): Outcome => new Run(seed, game).play();

/** What plays this run again. */
export const command = (seed: number, game?: string): string =>
  `npm run simulate -- --seeds 1 --from ${seed}${game === undefined ? "" : ` --game ${game}`}`;
