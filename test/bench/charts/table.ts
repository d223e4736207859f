/** A table of players: one match follows another at it, and each player joins and leaves at random. */

import { setTimeout as sleep } from "node:timers/promises";
import { Brain } from "#client/bots/brain.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import { type Admission, API_ERROR, type Ending } from "#shared/protocol/index.ts";
import { Random } from "#shared/sim/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";

/** Short matches, so that many begin and end in an hour; bots take the seats of those who are away. */
const SETTINGS = { seats: 8, autostart: 1, lobby: 1, timeLimit: 60, scoreLimit: 1000 };
/** Milliseconds: how long a player is away, stays, and stays before the connection breaks. */
const AWAY = { least: 500, most: 15_000 };
const STAY = { least: 5000, most: 60_000 };
/** A second try after a refusal. Milliseconds. */
const AGAIN_MS = 1000;
/** How often a player checks the match. Milliseconds. */
const LOOK_MS = 200;
/** In percent: whose line breaks while they stay, and who goes without a word, as with a page that is closed. */
const BREAKS = 40;
const VANISHES = 40;

/** What all people of all tables have done and met. */
export interface Tally {
  joins: number;
  leaves: number;
  /** Connections that broke, or that a player abandoned. */
  drops: number;
  /** Those who vanished and came back as themselves. */
  returns: number;
  mismatches: number;
  /** What must not happen, and how often it has. */
  readonly errors: Map<string, number>;
}

/** So a session may end here: one has left, or what was a match is none any more. */
const EXPECTED: ReadonlySet<Ending> = new Set<Ending>(["left", "gone", "over", "taken"]);

/** With these one may be refused. */
const USUAL: ReadonlySet<string> = new Set([API_ERROR.noMatch, API_ERROR.over, API_ERROR.full]);

interface Seat {
  /** What the table knows the match by. */
  readonly match: Promise<string>;
  readonly admission: Admission;
}

export class Table {
  /** Of all matches that were played here. */
  readonly codes: string[] = [];
  readonly #url: string;
  readonly #people: number;
  readonly #tally: Tally;
  readonly #random: Random;
  /** The code of the match that players join, or that a player is just creating. */
  #current: Promise<string> | undefined;
  #closed = false;

  constructor(url: string, number: number, people: number, tally: Tally) {
    this.#url = url;
    this.#people = people;
    this.#tally = tally;
    this.#random = new Random({ seed: number + 1, draws: 0 });
  }

  /** Players join and leave until the table closes. */
  async play(): Promise<void> {
    await Promise.all(Array.from({ length: this.#people }, (_, number) => this.#evening(`Guest ${number}`)));
  }

  /** All players leave. */
  close(): void {
    this.#closed = true;
  }

  /** How many of the matches have not been cleared away. */
  async left(): Promise<number> {
    const api = apiOf(this.#url);
    const there = async (code: string) => {
      try {
        await api.info(code);
        return true;
      } catch (error) {
        if (error instanceof ApiFailure && error.code === API_ERROR.noMatch) return false;
        throw error;
      }
    };
    return (await Promise.all(this.codes.map(there))).filter((isThere) => isThere).length;
  }

  #error(what: string): void {
    const { errors } = this.#tally;
    errors.set(what, (errors.get(what) ?? 0) + 1);
  }

  /** Waits so long, or until something happens, or the table closes. */
  async #wait(ms: number, happens: () => boolean = () => false): Promise<void> {
    for (const end = performance.now() + ms; performance.now() < end && !this.#closed && !happens(); ) {
      await sleep(LOOK_MS);
    }
  }

  #between({ least, most }: typeof AWAY): number {
    return this.#random.between(least, most);
  }

  async #evening(name: string): Promise<void> {
    let api = apiOf(this.#url);
    let vanished = false;
    while (!this.#closed) {
      await this.#wait(this.#between(AWAY));
      if (this.#closed) return;
      const seat = await this.#admit(api, name);
      if (!seat) continue;
      this.#tally.joins += 1;
      if (vanished) this.#tally.returns += 1;
      vanished = await this.#stay(api, name, seat);
      // A player who left comes back as another player.
      if (!vanished) api = apiOf(this.#url);
    }
  }

  /** A seat in this table's match, or in a new one; undefined where there is none just now. */
  async #admit(api: Api, name: string): Promise<Seat | undefined> {
    let match = this.#current;
    try {
      if (match) return { match, admission: await api.join(await match, name) };
      const made = api.createMatch(name, "custom", SETTINGS);
      match = made.then(({ code }) => code);
      this.#current = match;
      this.codes.push(await match);
      return { match, admission: await made };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // Whose leaving was not heard has their seat for a while: then there may be one too few.
      if (error.code !== API_ERROR.full) this.#forget(match);
      if (!USUAL.has(error.code)) this.#error(error.code);
      await this.#wait(AGAIN_MS);
      return undefined;
    }
  }

  /** This match is over: the next player who joins creates another. */
  #forget(match: Promise<string> | undefined): void {
    if (this.#current === match) this.#current = undefined;
  }

  /** @returns whether they went without a word */
  async #stay(api: Api, name: string, { match, admission }: Seat): Promise<boolean> {
    const { code } = admission;
    const line = new LinkConditions();
    const brain = new Brain();
    let ended = false;
    const session: Session = openSession({
      games,
      code,
      role: "player",
      admission,
      admit: () => api.join(code, name),
      origin: origin(this.#url),
      now: () => performance.now(),
      conditions: line,
      observer: {
        frame: (world) => {
          ended = world.layout.game.status(world) === "ended";
          if (session.seat >= 0) session.setInput(brain.decide(world, session.seat));
        },
        outOfStep: () => {
          this.#tally.mismatches += 1;
        },
      },
    });
    const over = () => ended || session.link.state === "closed";
    const stay = this.#between(STAY);
    if (this.#random.below(100) < BREAKS) {
      await this.#wait(stay / 2, over);
      line.break();
      this.#tally.drops += 1;
    }
    await this.#wait(stay / 2, over);
    const { link } = session;
    if (link.state === "closed" && !EXPECTED.has(link.ending)) this.#error(`ended: ${link.ending}`);
    if (over()) this.#forget(match);
    const vanishes = !over() && this.#random.below(100) < VANISHES;
    if (vanishes) {
      // What is said over a broken line is not heard.
      line.break();
      this.#tally.drops += 1;
    } else this.#tally.leaves += 1;
    session.leave();
    return vanishes;
  }
}
