/**
 * A client of a match, without its socket, its timer and its clock: bytes go in, bytes come out, and `now` is an
 * argument. So a test can run a whole match on a clock of its own.
 */
import {
  type DownMessage,
  decodeDown,
  type HostAct,
  type HostNews,
  type Input,
  REFUSED,
  type RosterEntry,
  type Since,
} from "#shared/protocol/index.ts";
import type { Command, Games, WorldBase } from "#shared/sim/index.ts";
import { Liveness } from "./liveness.ts";
import { type FollowedMatch, LogFollower } from "./log-follower.ts";
import type { Observer } from "./observer.ts";
import { ASLEEP_MS, Outbox } from "./outbox.ts";
import type { TellOutcome } from "./predict/command-log.ts";
import { Corrections } from "./predict/corrections.ts";
import type { LookBack, SpectatorPlayback } from "./recording/spectator-playback.ts";
import { LinkMeter } from "./timeline/link-meter.ts";
import { sincePing } from "./timeline/ping-time.ts";
import type { Drawn, MatchNotice, NetStats } from "./types.ts";

export interface ClientEvents {
  send(bytes: Uint8Array): void;
  /** There is a world to be shown, the first one or after a resync. */
  live(): void;
  /** Seat, roster or spectators have changed. */
  changed(): void;
  /** The match is of rules that this client does not have, or cannot begin. */
  foreign(): void;
  /**
   * No keyframe helps. "again": this client's rules do not lead where the server's do; over a new link, which names none,
   * the server tells it how the world changes. "lost": that does not help either.
   */
  astray?(what: "again" | "lost"): void;
  readonly observer?: Observer | undefined;
}

const NONE = new Corrections(1);

/** So many notices are kept. */
const MOST_NOTICES = 20;

export class MatchClient {
  seats: readonly RosterEntry[] = [];
  spectators = 0;
  /** Of a private match: who is host, and what is set. */
  host: HostNews | undefined;
  /** The last notices, the oldest first. */
  notices: readonly MatchNotice[] = [];
  /** Why the player's last wish as host was not done. */
  hostRefusal: number | undefined;
  readonly #events: ClientEvents;
  readonly #lookBack: LookBack | undefined;
  readonly #meter = new LinkMeter();
  readonly #liveness = new Liveness();
  readonly #outbox: Outbox;
  readonly #follower: LogFollower;
  #slack: number | undefined;
  /** Something has been drawn. */
  #draws = false;
  /** Of a spectator whose first frame has been drawn: what it plays, and of which match. */
  #playback: { readonly of: FollowedMatch; readonly shows: SpectatorPlayback } | undefined;

  /**
   * @param games the games whose rules this client has
   * @param lookBack records what a spectator sees; without it there is only the now
   */
  constructor(events: ClientEvents, games: Games, lookBack?: LookBack) {
    this.#events = events;
    this.#lookBack = lookBack;
    const send = (bytes: Uint8Array, inputs: readonly Input[], now: number) => {
      this.#meter.sent(bytes.length);
      events.send(bytes);
      events.observer?.sent?.(bytes.length, now, inputs);
    };
    this.#outbox = new Outbox(send, () => this.#meter.rtt);
    this.#follower = new LogFollower({
      games,
      liveness: this.#liveness,
      outbox: this.#outbox,
      live: () => events.live(),
      foreign: () => events.foreign(),
      astray: (what) => events.astray?.(what),
      observer: events.observer,
    });
  }

  /** -1 for a spectator, and before the first welcome. */
  get seat(): number {
    return this.#follower.match?.seat ?? -1;
  }

  /** Another socket is open: its welcome is awaited. */
  connected(now: number): void {
    this.#liveness.connected(now);
    this.#outbox.connected();
  }

  /** The socket is lost: nothing is awaited of it any more, and inputs that wait are too late. */
  disconnected(): void {
    this.#liveness.disconnected();
    this.#outbox.disconnected();
  }

  /** The rules that this client steps by, as the handshake names them. */
  get rules(): readonly string[] {
    return this.#follower.rules;
  }

  /** What a server need not say again; undefined where there is nothing to go on from. */
  get since(): Since | undefined {
    return this.#follower.since;
  }

  /**
   * For as long as a world is awaited, in place of `run`.
   * @returns "dead" where the link is silent, or does not bring the world, and should be made anew
   */
  wait(now: number): "alive" | "dead" {
    return this.#liveness.check(now);
  }

  /** Asks at the next run whether the link still holds. */
  ask(): void {
    this.#outbox.hurryPing();
  }

  /** @throws {TypeError} the bytes are none of this protocol */
  receive(bytes: Uint8Array, now: number): void {
    this.#meter.received(bytes.length, now);
    const messages = decodeDown(bytes);
    this.#liveness.heard(messages.some(({ type }) => type === "welcome"));
    for (const message of messages) this.#take(message, now);
    const framed = messages.some(({ type }) => type === "frame" || type === "keyframe");
    this.#follower.taken(framed, bytes.length, now);
  }

  #take(message: DownMessage, now: number): void {
    switch (message.type) {
      case "welcome":
        this.#follower.welcome(message, now);
        break;
      case "keyframe":
        this.#follower.begin(message, now);
        break;
      case "frame":
        this.#follower.apply(message, now);
        break;
      case "roster":
        this.seats = message.seats;
        this.spectators = message.spectators;
        this.#follower.match?.simulation.recording?.tell(message.seats);
        this.#events.changed();
        break;
      case "host": {
        const { type: _, ...news } = message;
        this.host = news;
        this.#events.changed();
        break;
      }
      case "notice":
        this.notices = [...this.notices, { kind: message.kind, text: message.text, at: now }].slice(-MOST_NOTICES);
        this.#events.changed();
        break;
      case "pong":
        this.#roundTrip(Math.max(0, sincePing(message.time, now) - message.held), now);
        this.#heard(message.slack, now);
        break;
      case "mark":
        this.#outbox.marked(message.mark);
        break;
      case "tailWanted":
        this.#follower.tailWanted(message.tick, now);
        break;
      case "late":
        this.#heard(-message.by, now);
        break;
      case "commandRefused":
        this.#follower.match?.simulation.commandRefused(message.seq, message.reason, message.words);
        break;
      case "refused":
        this.#refused(message.reason);
        break;
    }
  }

  #refused(reason: number): void {
    if (reason === REFUSED.tickOutOfRange) this.#follower.match?.sampler.refused();
    if (reason < REFUSED.notHost) return;
    this.hostRefusal = reason;
    this.#events.changed();
  }

  #roundTrip(rtt: number, now: number): void {
    this.#meter.roundTrip(rtt);
    this.#follower.match?.simulation.timeline.roundTrip(rtt);
    this.#events.observer?.roundTrip?.(rtt, now);
  }

  /** The server has said how punctual the last inputs were. */
  #heard(slack: number | undefined, now: number): void {
    const { match } = this.#follower;
    if (slack === undefined || !match) return;
    this.#slack = slack;
    match.simulation.timeline.heard(slack, now);
    this.#events.observer?.heard?.(slack, now);
  }

  /**
   * Runs on to `now`: call it many times a second, also while nothing is drawn.
   * @returns "dead" where the link is silent and should be made anew
   */
  run(now: number): "alive" | "dead" {
    const { match, frameAt } = this.#follower;
    if (!match) return "alive";
    if (this.wait(now) === "dead") return "dead";
    const { simulation } = match;
    const isQuiet = simulation.isQuiet(now);
    if (this.#outbox.ping(now, { frameAt, spectates: this.seat < 0, isQuiet })) this.#liveness.asked(now);
    // In quiet time the match's clock goes on while it sleeps.
    const inputs = simulation.run(now, now - frameAt > ASLEEP_MS && !isQuiet);
    const commands = (most: number) => simulation.commands.takeUnsent(most);
    if (this.#outbox.push(inputs, now, commands)) this.#liveness.asked(now);
    return "alive";
  }

  /** The picture of the moment that `run` has come to; undefined before the first keyframe. */
  frame(now: number): Drawn | undefined {
    const { match } = this.#follower;
    if (!match) return undefined;
    const { simulation, delay } = match;
    if (!this.#draws) {
      // While a page loads its stage, its messages wait, and what was measured of them says nothing.
      this.#draws = true;
      this.#outbox.relearn();
      this.#meter.forget();
      simulation.timeline.settle();
    }
    const live = simulation.frame(now);
    if (this.#lookBack && this.seat < 0 && live && this.#playback?.of !== match) {
      const shows = this.#lookBack(simulation, this.seats, delay, () => this.#events.changed());
      this.#playback = { of: match, shows };
    }
    return this.watching?.frame(live, now) ?? live;
  }

  /** What a spectator can look back at; undefined without `lookBack`, for players, and before there is a picture. */
  get watching(): SpectatorPlayback | undefined {
    return this.#playback?.of === this.#follower.match ? this.#playback?.shows : undefined;
  }

  /** The server's world at this tick, if it is kept. */
  past(tick: number): WorldBase | undefined {
    return this.#follower.match?.simulation.past(tick);
  }

  /** What the player wants from now on. */
  setInput(input: Readonly<Record<string, number>>): void {
    this.#follower.match?.sampler.set(input);
  }

  /**
   * The player says something once, beside the inputs.
   * @param told what becomes of it
   * @returns false where the game has no such command, or the player cannot give one now
   */
  command(command: Command, told?: TellOutcome): boolean {
    return this.#follower.match?.simulation.command(command, told) ?? false;
  }

  /** Asks for what only the host may. */
  askAsHost(act: HostAct, now: number): void {
    this.hostRefusal = undefined;
    this.#outbox.host(act, now);
  }

  /** Says that the player goes for good. */
  leave(now: number): void {
    this.#outbox.leave(now);
  }

  /** What had to be corrected of the player's own rows. */
  get corrections(): Corrections {
    return this.#follower.match?.simulation.corrections ?? NONE;
  }

  stats(now: number): NetStats {
    const { timeline } = this.#follower.match?.simulation ?? {};
    const { count, greatest } = this.corrections;
    return {
      rtt: this.#meter.rtt,
      jitter: timeline?.jitter ?? 0,
      ahead: timeline && this.seat >= 0 ? timeline.aheadMs : 0,
      slack: this.#slack,
      delay: timeline?.delayMs ?? 0,
      corrections: count,
      correction: greatest,
      ...this.#meter.rates(now),
      gaps: this.#meter.gaps,
    };
  }
}
