/**
 * A client of a match, without its socket, its timer and its clock: bytes go in, bytes come out, and `now` is an
 * argument. So a test can run a whole match on a clock of its own.
 */
import type { Stream } from "#shared/log/index.ts";
import {
  type DownMessage,
  decodeDown,
  encodeUp,
  type Input,
  MAX_INPUTS,
  REFUSED,
  type RosterEntry,
  ruleName,
  type Since,
  schemaOf,
  type UpMessage,
  type Welcome,
} from "#shared/protocol/index.ts";
import { type Games, type Layout, plan, type WorldBase } from "#shared/sim/index.ts";
import { logFault } from "../faults.ts";
import { ClientSimulation } from "./client-simulation.ts";
import { DesyncCounter } from "./desync-counter.ts";
import { Corrections } from "./predict/corrections.ts";
import { InputSampler } from "./predict/input-sampler.ts";
import { SpectatorPlayback } from "./recording/spectator-playback.ts";
import { LinkMeter } from "./timeline/link-meter.ts";
import { pingTime, sincePing } from "./timeline/ping-time.ts";
import type { Drawn, NetStats } from "./types.ts";

/** Whoever wants to know all that happens: the load tool. */
export interface Observer {
  /** A keyframe or a frame has led to this world. Read it now: it goes on. */
  frame?(world: WorldBase, bytes: number, now: number): void;
  /** A message has been sent, with these inputs. */
  sent?(bytes: number, now: number, inputs: readonly Input[]): void;
  /** A round trip, without what the server held back, in milliseconds. */
  roundTrip?(ms: number, now: number): void;
  /** By how much the worst of the last inputs was early, or, negative, late, as the server says. Milliseconds. */
  heard?(slack: number, now: number): void;
  /** What was foretold of one's own rows at this tick was otherwise, by so much in units of the columns. */
  corrected?(tick: number, size: number, now: number): void;
  outOfStep?(tick: number): void;
  lost?(code: number): void;
}

export interface ClientEvents {
  send(bytes: Uint8Array): void;
  /** There is a world to be shown, the first one or after a resync. */
  live(): void;
  /** Seat, roster or spectators have changed. */
  changed(): void;
  /** The match is of rules that this client does not have, or cannot begin. */
  foreign(): void;
  /**
   * No keyframe helps. "again": this client's rules do not lead where the server's do; over a new line, which names none,
   * it is told how the world changes. "lost": that does not help either.
   */
  astray?(what: "again" | "lost"): void;
  readonly observer?: Observer | undefined;
}

/**
 * While frames come in, a ping this often, and more often until the way is known; while the match sleeps, seldom, for
 * each ping wakes it. Milliseconds.
 */
const PING_MS = 2000;
/**
 * A spectator is not in time with the match, and is one of many: they return only marks, well before the server
 * doubts it (`ACK_MS` in worker/broadcast/ack-window.ts). Milliseconds.
 */
const WATCHING_PING_MS = 3000;
const FIRST_PINGS = { count: 6, ms: 250 };
const PING_ASLEEP_MS = 15_000;
/** Frames come twice a second at least, or the match is asleep. Milliseconds. */
const ASLEEP_MS = 1500;
/** A ping that has not been answered for so long, nor anything else heard: the line is dead. Milliseconds. */
const SILENCE_MS = 2500;
/** The same for a socket that is open and has not brought a welcome. */
const WELCOME_MS = 5000;
/** The same where a welcome has come, or a keyframe has been asked for, and no world: beside the delay of the stream. */
const WORLD_MS = 5000;
/** The least time between two requests for a keyframe, in milliseconds: a server takes one a second. */
const RESYNC_MS = 1100;
/** The least time between two messages with inputs, in milliseconds: at 60 ticks a second one carries two of them. */
const INPUT_MS = 1000 / 30 - 2;

const NONE = new Corrections(1);

/** What there is of a match once its welcome has come. */
interface Match {
  /** What the welcome said of the log: as long as it says the same, the log goes on. */
  readonly about: string;
  readonly layout: Layout;
  readonly simulation: ClientSimulation;
  readonly sampler: InputSampler;
  /** How far behind the match its stream is, in seconds. */
  readonly delay: number;
  readonly stream: Stream;
  /** Of a spectator who has been shown something. */
  watching?: SpectatorPlayback;
}

export class MatchClient {
  seat = -1;
  seats: readonly RosterEntry[] = [];
  spectators = 0;
  readonly #events: ClientEvents;
  readonly #games: Games;
  readonly #meter = new LinkMeter();
  #match: Match | undefined;
  /** The match's, as the last welcome said. */
  #generation = 0;
  /** The world is not the server's: a keyframe was asked for last at this time. */
  #astray: number | undefined;
  readonly #desyncs = new DesyncCounter();
  /** The rules lead astray: it is told how the world changes, and steps nothing but its guesses. */
  #distrusts = false;
  /** A welcome has come to whom the world was kept for, and no keyframe: the log goes on where it was. */
  #goesOn = false;
  #frameAt = 0;
  #pingAt = 0;
  #pings = 0;
  /** The newest mark that has been read on this socket, 0 before the first. */
  #mark = 0;
  /** When the oldest ping was sent that nothing has been heard since; undefined where there is none. */
  #askedAt: number | undefined;
  /** When the world that is awaited is overdue; undefined where none is. */
  #worldBy: number | undefined;
  /** The socket has not brought its welcome: until then nothing that it brings says that it is any good. */
  #unwelcome = false;
  #slack: number | undefined;
  /** Inputs that wait for their message. */
  #outbox: Input[] = [];
  #inputAt = Number.NEGATIVE_INFINITY;
  /** Something has been drawn. */
  #draws = false;

  /** @param games the games whose rules this client has */
  constructor(events: ClientEvents, games: Games) {
    this.#events = events;
    this.#games = games;
  }

  /** Another socket is open: its welcome is awaited. */
  connected(now: number): void {
    this.#askedAt = now + WELCOME_MS - SILENCE_MS;
    this.#mark = 0;
    this.#unwelcome = true;
  }

  /** The socket is lost: nothing is awaited of it any more, and what was to be said is too late. */
  disconnected(): void {
    this.#askedAt = this.#worldBy = undefined;
    this.#outbox = [];
  }

  /** The rules that this client steps by, as the handshake names them. */
  get rules(): readonly string[] {
    return this.#distrusts ? [] : [...this.#games.values()].map(ruleName);
  }

  /** What a server need not say again; undefined where there is nothing to go on from. */
  get since(): Since | undefined {
    const { simulation } = this.#match ?? {};
    if (!simulation || simulation.latest < 0 || this.#astray !== undefined) return undefined;
    return { generation: this.#generation, tick: simulation.latest };
  }

  /**
   * For as long as a world is awaited, in place of `run`.
   * @returns "dead" where the line is silent, or does not bring the world, and should be made anew
   */
  wait(now: number): "alive" | "dead" {
    const silent = this.#askedAt !== undefined && now - this.#askedAt > SILENCE_MS;
    if (!silent && (this.#worldBy === undefined || now <= this.#worldBy)) return "alive";
    this.#askedAt = this.#worldBy = undefined;
    return "dead";
  }

  /** Asks at the next run whether the line still holds. */
  ask(): void {
    this.#pingAt = Number.NEGATIVE_INFINITY;
  }

  /** @throws {TypeError} the bytes are none of this protocol */
  receive(bytes: Uint8Array, now: number): void {
    this.#meter.received(bytes.length, now);
    const messages = decodeDown(bytes);
    if (messages.some(({ type }) => type === "welcome")) this.#unwelcome = false;
    if (!this.#unwelcome) this.#askedAt = undefined;
    for (const message of messages) this.#take(message, now);
    const { simulation } = this.#match ?? {};
    if (!simulation || simulation.latest < 0) return;
    const framed = messages.some(({ type }) => type === "frame" || type === "keyframe");
    if (framed || this.#goesOn) simulation.arrived(now);
    if (this.#goesOn) this.#events.live();
    this.#goesOn = false;
    if (framed) this.#events.observer?.frame?.(simulation.newest, bytes.length, now);
  }

  #take(message: DownMessage, now: number): void {
    switch (message.type) {
      case "welcome":
        this.#welcome(message, now);
        break;
      case "keyframe":
        this.#frameAt = now;
        this.#begin(message, now);
        break;
      case "frame":
        if (now - this.#frameAt > ASLEEP_MS) this.#match?.simulation.woke();
        this.#frameAt = now;
        this.#apply(message, now);
        break;
      case "roster":
        this.seats = message.seats;
        this.spectators = message.spectators;
        this.#match?.simulation.recording?.tell(message.seats);
        this.#events.changed();
        break;
      case "pong":
        this.#roundTrip(Math.max(0, sincePing(message.time, now) - message.held), now);
        this.#heard(message.slack, now);
        break;
      case "mark":
        this.#mark = message.mark;
        break;
      case "late":
        this.#heard(-message.by, now);
        break;
      case "refused":
        if (message.reason === REFUSED.tickOutOfRange) this.#match?.sampler.refused();
        break;
    }
  }

  /** The layout of the match; undefined where there are no such rules here, or they throw. */
  #plan({ game: name, settings }: Welcome): Layout | undefined {
    const game = this.#games.get(name);
    try {
      return game && plan(game, settings);
    } catch (error) {
      logFault("rules_failed", { game: name }, error);
      return undefined;
    }
  }

  #welcome(welcome: Welcome, now: number): void {
    const layout = this.#plan(welcome);
    if (!layout || JSON.stringify(schemaOf(layout)) !== JSON.stringify(welcome.schema)) {
      this.#events.foreign();
      return;
    }
    const { generation, forked: _, delay, ...log } = welcome;
    const { stream } = log;
    const about = JSON.stringify(log);
    this.#generation = generation;
    this.seat = welcome.seat;
    this.#pings = 0;
    if (this.#match?.about === about) {
      this.#match.simulation.resume();
      this.#goesOn = this.since !== undefined;
      this.#frameAt = now;
      if (!this.#goesOn) this.#worldBy = now + WORLD_MS + 1000 * delay;
      return;
    }
    this.#worldBy = now + WORLD_MS + 1000 * delay;
    // Who was away for long may come back into another seat: what was theirs is so no more.
    const sampler = new InputSampler(layout.game.input, layout.tickRate);
    const simulation = new ClientSimulation(layout, welcome.seat, sampler);
    // Known with the frame that has just come.
    simulation.corrections.told = (tick, size) => this.#events.observer?.corrected?.(tick, size, this.#frameAt);
    this.#match = { about, layout, sampler, delay, stream, simulation };
  }

  #begin(keyframe: Extract<DownMessage, { type: "keyframe" }>, now: number): void {
    try {
      this.#match?.simulation.begin(keyframe);
    } catch (error) {
      this.#stray(error, now);
      return;
    }
    this.#astray = this.#worldBy = undefined;
    this.#goesOn = false;
    this.#events.live();
  }

  #apply(frame: Extract<DownMessage, { type: "frame" }>, now: number): void {
    const { simulation } = this.#match ?? {};
    if (!simulation) return;
    if (this.#astray !== undefined) {
      // What follows a wrong world is wrong. The server takes one such request a second.
      if (now - this.#astray >= RESYNC_MS) this.#resync(simulation, now);
      return;
    }
    try {
      simulation.apply(frame);
    } catch (error) {
      this.#stray(error, now);
    }
  }

  /** Out of step, no delta at all, or rules that have thrown: a keyframe mends it, unless it happens again and again. */
  #stray(error: unknown, now: number): void {
    const { simulation, stream } = this.#match ?? {};
    if (!simulation) return;
    console.warn(JSON.stringify({ event: "out_of_step", tick: simulation.latest, detail: String(error) }));
    this.#worldBy ??= now + WORLD_MS;
    this.#events.observer?.outOfStep?.(simulation.latest);
    if (!this.#desyncs.add(now)) this.#resync(simulation, now);
    else if (stream === "rules") {
      this.#desyncs.clear();
      this.#distrusts = true;
      this.#astray = now;
      this.#events.astray?.("again");
    } else this.#events.astray?.("lost");
  }

  #resync({ latest }: ClientSimulation, now: number): void {
    this.#astray = now;
    this.#send({ type: "resync", tick: Math.max(0, latest) }, now);
  }

  #roundTrip(rtt: number, now: number): void {
    this.#meter.roundTrip(rtt);
    this.#match?.simulation.roundTrip(rtt);
    this.#events.observer?.roundTrip?.(rtt, now);
  }

  /** The server has said how punctual the last inputs were. */
  #heard(slack: number | undefined, now: number): void {
    if (slack === undefined || !this.#match) return;
    this.#slack = slack;
    this.#match.simulation.heard(slack, now);
    this.#events.observer?.heard?.(slack, now);
  }

  #send(message: UpMessage, now: number): void {
    const bytes = encodeUp(message);
    this.#meter.sent(bytes.length);
    this.#events.send(bytes);
    this.#events.observer?.sent?.(bytes.length, now, message.type === "input" ? message.inputs : []);
  }

  /**
   * Runs on to `now`: call it many times a second, also while nothing is drawn.
   * @returns "dead" where the line is silent and should be made anew
   */
  run(now: number): "alive" | "dead" {
    if (!this.#match) return "alive";
    if (this.wait(now) === "dead") return "dead";
    const asleep = now - this.#frameAt > ASLEEP_MS;
    this.#ping(now, asleep);
    this.#outbox.push(...this.#match.simulation.run(now, asleep));
    if (this.#outbox.length > 0 && now - this.#inputAt >= INPUT_MS) {
      this.#inputAt = now;
      this.#send({ type: "input", inputs: this.#outbox.splice(0).slice(-MAX_INPUTS) }, now);
    }
    return "alive";
  }

  #ping(now: number, asleep: boolean): void {
    // When the frames have ceased, one ping at once: is the match asleep, or the line dead? What was answered before says nothing.
    const ceased = asleep && this.#pingAt <= this.#frameAt + ASLEEP_MS;
    const usualMs = this.seat < 0 ? WATCHING_PING_MS : PING_MS;
    const awakeMs = this.#pings < FIRST_PINGS.count ? FIRST_PINGS.ms : usualMs;
    // A match with a player in it does not sleep: where its frames cease, its server stands still, or is gone.
    const waits = asleep && this.seat < 0 ? PING_ASLEEP_MS : awakeMs;
    if (!ceased && now - this.#pingAt <= waits) return;
    this.#pings += 1;
    this.#pingAt = now;
    this.#askedAt ??= now;
    this.#send({ type: "ping", time: pingTime(now), mark: this.#mark }, now);
  }

  /** What to draw at the moment that `run` has come to; undefined before the first keyframe. */
  frame(now: number): Drawn | undefined {
    if (!this.#match) return undefined;
    if (!this.#draws) {
      // While a page loads what draws, its messages wait, and what was measured of them says nothing.
      this.#draws = true;
      this.#pings = 0;
      this.#meter.forget();
      this.#match.simulation.settle();
    }
    const live = this.#match.simulation.frame(now);
    if (this.seat < 0 && live) this.#match.watching ??= this.#watch(this.#match);
    return this.#match.watching?.frame(live, now) ?? live;
  }

  #watch({ simulation, delay }: Match): SpectatorPlayback {
    const recording = simulation.record();
    recording.tell(this.seats);
    return new SpectatorPlayback(recording, delay, () => this.#events.changed());
  }

  /** What a spectator can look back at; undefined for players, and before there is a picture. */
  get watching(): SpectatorPlayback | undefined {
    return this.#match?.watching;
  }

  /** What the player wants from now on. */
  setInput(input: Readonly<Record<string, number>>): void {
    this.#match?.sampler.set(input);
  }

  /** Says that one goes for good. */
  leave(now: number): void {
    this.#send({ type: "leave" }, now);
  }

  /** What had to be corrected of one's own rows. */
  get corrections(): Corrections {
    return this.#match?.simulation.corrections ?? NONE;
  }

  stats(now: number): NetStats {
    const { simulation } = this.#match ?? {};
    const { count, greatest } = this.corrections;
    return {
      rtt: this.#meter.rtt,
      jitter: simulation?.arrivals.jitter ?? 0,
      ahead: simulation && this.seat >= 0 ? simulation.aheadMs : 0,
      slack: this.#slack,
      delay: simulation?.delayMs ?? 0,
      corrections: count,
      correction: greatest,
      ...this.#meter.rates(now),
      gaps: this.#meter.gaps,
    };
  }
}
