/** A match as its player or spectator has it: the connection, the log, the clock, behind one `Session`. */
import { games } from "#shared/games/index.ts";
import {
  type Admission,
  API_ERROR,
  CLOSE,
  type DownMessage,
  decodeDown,
  encodeUp,
  REFUSED,
  type Role,
  type RosterEntry,
  schemaOf,
  type UpMessage,
  type Welcome,
} from "#shared/protocol/index.ts";
import { type Layout, plan, type WorldBase } from "#shared/sim/index.ts";
import type { Conditions } from "../net/conditions.ts";
import { Socket } from "../net/socket.ts";
import { Intents } from "./intents.ts";
import { Meter } from "./meter.ts";
import { Playout } from "./playout.ts";
import type { Drawn, Link, NetStats, Session } from "./types.ts";

/** Whoever wants to know all that happens: the load tool. */
export interface Observer {
  /** A keyframe or a frame has led to this world. Read it now: it goes on. */
  frame?(world: WorldBase, bytes: number, now: number): void;
  /** A message has been sent; `values` are an input's columns. */
  sent?(bytes: number, now: number, values: readonly number[] | undefined): void;
  outOfStep?(tick: number): void;
  lost?(code: number): void;
}

/** Asks for admission, again at each reconnection. Throws what has a `code` of `API_ERROR` where it is refused. */
export type Admit = () => Promise<Admission>;

export interface SessionOptions {
  readonly code: string;
  readonly role: Role;
  /** An admission that has been granted already, for the first try. */
  readonly admission?: Admission;
  readonly admit: Admit;
  /** Where the sockets are, such as "wss://scrim.example". */
  readonly origin: string;
  /** Milliseconds, never going back, such as `performance.now`. */
  readonly now: () => number;
  readonly conditions?: Conditions | undefined;
  readonly observer?: Observer | undefined;
}

/** While frames come in, a ping this often; while the match sleeps, seldom, for each ping wakes it. Milliseconds. */
const PING_MS = 2000;
const PING_ASLEEP_MS = 15_000;
/** Frames come twice a second at least, or the match is asleep. Milliseconds. */
const ASLEEP_MS = 1500;
/** A ping that has not been answered for so long, nor anything else heard: the line is dead. Milliseconds. */
const SILENCE_MS = 2500;

/** What there is of a match once its welcome has come. */
interface Match {
  readonly layout: Layout;
  readonly playout: Playout;
  readonly intents: Intents;
}

class MatchSession implements Session {
  link: Link = { state: "connecting" };
  seat = -1;
  seats: readonly RosterEntry[] = [];
  spectators = 0;
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #meter = new Meter();
  readonly #watchers = new Set<() => void>();
  readonly #pump: ReturnType<typeof setInterval>;
  #admission: Admission | undefined;
  #match: Match | undefined;
  #frameAt = 0;
  #pingAt = 0;
  /** When the oldest ping was sent that nothing has been heard since; undefined where there is none. */
  #askedAt: number | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#admission = options.admission;
    this.#socket = new Socket({
      url: `${options.origin}/ws/${options.code}`,
      ticket: () => this.#ticket(),
      open: () => {
        this.#askedAt = undefined;
      },
      message: (bytes) => this.#receive(bytes),
      lost: (code, reason, final) => this.#lost(code, reason, final),
      conditions: options.conditions,
    });
    this.#pump = setInterval(() => this.#tick(), 1000 / 60);
  }

  async #ticket(): Promise<string | undefined> {
    try {
      const { ticket } = this.#admission ?? (await this.#options.admit());
      this.#admission = undefined;
      return ticket;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== API_ERROR.noMatch && code !== API_ERROR.full && code !== API_ERROR.over) throw error;
      this.#end(code === API_ERROR.full ? CLOSE.seatGone : CLOSE.noMatch, String(code));
      return undefined;
    }
  }

  #lost(code: number, reason: string, final: boolean): void {
    if (this.link.state === "closed") return;
    this.#options.observer?.lost?.(code);
    if (final) this.#end(code, reason);
    else this.#become({ state: "reconnecting", attempt: this.#socket.attempt });
  }

  #end(code: number, reason: string): void {
    clearInterval(this.#pump);
    this.#become({ state: "closed", code, reason });
    this.#socket.close();
  }

  #become(link: Link): void {
    this.link = link;
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #receive(bytes: Uint8Array): void {
    this.#askedAt = undefined;
    this.#meter.received(bytes.length);
    for (const message of decodeDown(bytes)) this.#take(message);
    const { observer, now } = this.#options;
    if (observer?.frame && this.#match && this.#match.playout.latest >= 0) {
      observer.frame(this.#match.playout.newest, bytes.length, now());
    }
  }

  #take(message: DownMessage): void {
    const now = this.#options.now();
    switch (message.type) {
      case "welcome":
        this.#welcome(message);
        break;
      case "keyframe":
        this.#frameAt = now;
        this.#match?.playout.begin(message, now);
        this.#become({ state: "live" });
        break;
      case "frame":
        this.#frameAt = now;
        this.#apply(message, now);
        break;
      case "roster":
        this.seats = message.seats;
        this.spectators = message.spectators;
        this.#changed();
        break;
      case "pong":
        this.#meter.roundTrip(message.time, now, message.held);
        break;
      case "refused":
        if (message.reason === REFUSED.tickOutOfRange) this.#match?.intents.repeat();
        break;
    }
  }

  #welcome(welcome: Welcome): void {
    const game = games.get(welcome.game);
    const layout = game && plan(game, welcome.settings);
    if (!layout || JSON.stringify(schemaOf(layout)) !== JSON.stringify(welcome.schema)) {
      this.#end(CLOSE.wrongVersion, "this page does not have the rules of this match");
      return;
    }
    this.seat = welcome.seat;
    const { tickRate } = layout;
    this.#match ??= { layout, playout: new Playout(layout), intents: new Intents(layout.game.input, tickRate) };
    this.#match.intents.repeat();
  }

  #apply(frame: Extract<DownMessage, { type: "frame" }>, now: number): void {
    const { playout } = this.#match ?? {};
    if (!playout) return;
    try {
      playout.apply(frame, now);
    } catch (error) {
      // Out of step, or no delta at all: a keyframe mends both.
      console.warn(JSON.stringify({ event: "out_of_step", tick: playout.latest, detail: String(error) }));
      this.#options.observer?.outOfStep?.(playout.latest);
      this.#send({ type: "resync", tick: Math.max(0, playout.latest) });
    }
  }

  #send(message: UpMessage): void {
    const bytes = encodeUp(message);
    this.#meter.sent(bytes.length);
    this.#socket.send(bytes);
    const values = message.type === "input" ? message.inputs[0].values : undefined;
    this.#options.observer?.sent?.(bytes.length, this.#options.now(), values);
  }

  /** Called many times a second, also while nothing is drawn. */
  #tick(): void {
    if (this.link.state !== "live" || !this.#match) return;
    const now = this.#options.now();
    const asleep = now - this.#frameAt > ASLEEP_MS;
    if (this.#askedAt !== undefined && now - this.#askedAt > SILENCE_MS) {
      this.#askedAt = undefined;
      this.#become({ state: "reconnecting", attempt: 0 });
      this.#socket.again();
      return;
    }
    // When the frames cease, one ping at once: is the match asleep, or the line dead?
    const ceased = asleep && this.#pingAt <= this.#frameAt;
    if (ceased || now - this.#pingAt > (asleep ? PING_ASLEEP_MS : PING_MS)) {
      this.#pingAt = now;
      this.#askedAt ??= now;
      this.#send({ type: "ping", time: Math.round(now) });
    }
    if (this.seat < 0) return;
    const message = this.#match.intents.due(now, this.#arrivalTick(now, asleep));
    if (message) this.#send(message);
  }

  /** The tick that the server is about to step when what is sent now gets there. */
  #arrivalTick(now: number, asleep: boolean): number {
    const { playout, layout } = this.#match as Match;
    if (asleep) return playout.latest + 1;
    const way = (this.#meter.rtt * layout.tickRate) / 1000;
    return Math.max(playout.latest, Math.floor(playout.clock.newest(now) + way)) + 1;
  }

  frame(now: number): Drawn | undefined {
    return this.#match?.playout.frame(now);
  }

  intend(input: Readonly<Record<string, number>>): void {
    this.#match?.intents.want(input);
  }

  get stats(): NetStats {
    return this.#meter.stats(this.#options.now(), this.#match?.playout.clock.jitter ?? 0);
  }

  leave(): void {
    if (this.link.state === "closed") return;
    this.#send({ type: "leave" });
    this.#end(CLOSE.left, "you have left");
  }
}

/** Opens a session: it connects at once, and goes on until it is left or refused for good. */
export const openSession = (options: SessionOptions): Session => new MatchSession(options);
