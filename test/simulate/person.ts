/**
 * The page of a player or a spectator: it stands in for client/session/open.ts and client/net/socket.ts around a
 * client.
 */
import { isDeepStrictEqual } from "node:util";
import type { Conditions } from "#client/net/conditions.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";
import { type ClientEvents, MatchClient } from "#client/session/client.ts";
import { lookBack } from "#client/session/recording/spectator-playback.ts";
import type { Drawn } from "#client/session/types.ts";
import { LogReader } from "#shared/log/index.ts";
import {
  CLOSE,
  type DownMessage,
  decodeDown,
  encodeUp,
  FINAL,
  isTail,
  PROTOCOL,
  ruleName,
  type Welcome,
} from "#shared/protocol/index.ts";
import { type Command, hides, type WorldBase } from "#shared/sim/index.ts";
import { type Chronicle, must, Violation } from "./check.ts";
import type { Clock } from "./clock.ts";
import { sleepless } from "./games.ts";
import { type Input, PlayerInputs } from "./inputs.ts";
import { Liar } from "./liar.ts";
import { Link } from "./link.ts";
import { Pause } from "./pause.ts";
import { layoutOf, type Server } from "./server.ts";

const PUMP_MS = 1000 / 30;
/** It decides its input, by what is drawn, in every so many turns of the loop. */
const DRAWS_EVERY = 4;
/**
 * The first wait before another try, and the longest, in milliseconds; a connection that held for a while begins anew.
 */
const WAIT_MS = { least: 300, most: 1000, longest: 8000, grows: 1.5 };
const UPTIME_MS = 2000;
/** Tickets are good for so long, in milliseconds. */
const TICKET_MS = 60_000;

/** So large a part of the clients spoils the tails that it gives back. */
const LIARS = 0.25;

/** It gives a command in so many of its turns, and this part of them is talk. */
const COMMANDS = 0.06;
const TALK = 0.3;

let tickets = 0;
let pages = 0;

export interface Ticket {
  readonly role: "player" | "spectator";
  readonly player: string;
  /** Whether it has the rules, so that it is sent the rules stream. */
  readonly rules: boolean;
}

export class Person {
  readonly ticket: Ticket;
  readonly line = new LinkConditions();
  readonly client: MatchClient;
  /** "live" once there is a world to be shown. */
  state: "connecting" | "live" | "ended" = "connecting";
  /** Why it ended. */
  ending = "";
  /** Another window of the same player has been opened: one of them is to be closed. */
  doubled = false;
  /** The page is hidden: its timers hardly run. */
  hidden = false;
  /** The input stays the same. */
  rests = false;
  /** When the player last did something else than before, in milliseconds. */
  actedAt = 0;
  /** Idle inputs have gone over this socket since the client's last own input. */
  raved = false;
  drawn: Drawn | undefined;
  link: Link | undefined;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #chronicle: Chronicle;
  readonly #inputs: PlayerInputs;
  /** Reads the stream of a client that may not know everything. */
  #spy: LogReader | undefined;
  /** What the player does. */
  #input: Input = {};
  /** Its seat, as the last welcome said. */
  #seat = -1;
  /** The settings of the log that it reads. */
  #log: string;
  /** Spoils the tails that the client gives back; undefined where it is honest. */
  readonly #liar: Liar | undefined;
  /** The first tick of the tail that the client holds. */
  #tailFrom = Number.POSITIVE_INFINITY;
  /** The machine sleeps. */
  readonly #nap: Pause;
  /** Names this page among those of all players. */
  readonly page: string;
  /** By how much the page's own clock differs. */
  #skew: number;
  /** There is no network until then. */
  #offlineUntil = 0;
  /** Of the tries to connect only the last one counts. */
  #attempt = 0;
  #retries = 0;
  #wait = 0;
  #openAt = 0;
  #turns = 0;

  constructor(clock: Clock, server: Server, chronicle: Chronicle, ticket: Ticket) {
    this.#clock = clock;
    this.#server = server;
    this.#chronicle = chronicle;
    this.ticket = ticket;
    pages += 1;
    this.page = `${ticket.player} on page ${pages}`;
    this.#nap = new Pause(clock);
    this.#skew = clock.between(0, 1e6);
    this.#inputs = new PlayerInputs(server.layout.game.input, clock);
    this.#spy = hides(server.layout.game) ? new LogReader(server.layout) : undefined;
    // The host may begin another world before this player is there.
    this.#log = JSON.stringify(server.layout.config);
    this.#liar = clock.chance() < LIARS ? new Liar(clock) : undefined;
    const events: ClientEvents = {
      send: (bytes) => this.link?.send(this.#liar && isTail(bytes) ? this.#liar.spoil(bytes) : bytes),
      live: () => {
        this.state = "live";
      },
      changed: () => {},
      foreign: () => {
        throw new Violation(`${ticket.player} does not have the rules`);
      },
      observer: {
        frame: (world) => this.#compare(world),
        sent: (_, __, inputs) => {
          if (inputs.length > 0) this.raved = false;
        },
        outOfStep: (tick) => {
          throw new Violation(`${ticket.player} fell out of step at tick ${tick}`);
        },
      },
    };
    this.client = new MatchClient(events, sleepless, lookBack);
    this.again();
    this.#pump();
  }

  /** The page's own clock. */
  get #now(): number {
    return this.#clock.now() + this.#skew;
  }

  #compare(world: WorldBase): void {
    this.#chronicle.compare(this.link?.life ?? -1, world, this.#seat, this.ticket.player);
  }

  #pump(): void {
    if (this.state === "ended") return;
    this.#turn();
    this.#clock.later(() => this.#nap.run(() => this.#pump()), this.hidden ? 1000 : PUMP_MS);
  }

  #turn(): void {
    this.#turns += 1;
    this.#run();
    if (this.hidden || this.state === "ended" || this.#turns % DRAWS_EVERY !== 0) return;
    this.drawn = this.client.frame(this.#now);
    const { seat } = this.client;
    if (!this.drawn || seat < 0 || this.rests) return;
    const input = this.#inputs.decide(this.drawn.predicted, seat);
    if (!isDeepStrictEqual(input, this.#input)) this.actedAt = this.#clock.now();
    this.#input = { ...input };
    this.client.setInput(input);
    if (this.#clock.chance() < COMMANDS) this.command(this.#clock.chance() < TALK);
  }

  /** Gives a command. @returns it, where it could be given */
  command(isTalk: boolean): Command | undefined {
    const { spoken, layout } = this.#server;
    const command = spoken.next(layout.game, isTalk);
    const told = spoken.give(this.page, command);
    if (this.client.command(command, told)) return command;
    told("lost");
    return undefined;
  }

  #run(): void {
    if (this.state === "ended") return;
    const now = this.#now;
    if ((this.state === "live" ? this.client.run(now) : this.client.wait(now)) === "dead") this.again();
  }

  /** Gives up the connection or the try, and makes another at once. */
  again(): void {
    if (this.state === "ended") return;
    this.#giveUp();
    this.#retries = 0;
    this.#wait = this.#clock.between(WAIT_MS.least, WAIT_MS.most);
    this.#ask();
  }

  #giveUp(): void {
    this.#attempt += 1;
    this.state = "connecting";
    this.client.disconnected();
    // Messages under way may still arrive, and the close long after the next socket.
    this.link?.cut(this.#clock.between(0, 4000), this.#clock.chance() < 0.5);
    this.link = undefined;
  }

  /** The connection is lost: tries again, later each time. */
  #lost(): void {
    if (this.state === "ended") return;
    if (this.link && this.#clock.now() - this.#openAt > UPTIME_MS) this.#retries = 0;
    this.#giveUp();
    const attempt = this.#attempt;
    const wait = Math.min(WAIT_MS.longest, this.#wait * WAIT_MS.grows ** this.#retries);
    this.#retries += 1;
    this.#clock.later(() => attempt === this.#attempt && this.#ask(), wait);
  }

  #latency(): number {
    // Now and then a request is held up for longer than the client has patience.
    const held = this.#clock.chance() < 0.03 ? this.#clock.between(500, 3000) : 0;
    return 1 + this.line.delay + this.#clock.between(0, 20 + this.line.jitter) + held;
  }

  /** Asks for a ticket, and with it for a socket. */
  #ask(): void {
    const attempt = this.#attempt;
    const current = (next: () => void) => () => {
      if (attempt === this.#attempt && this.state !== "ended") next();
    };
    const fails = () =>
      this.#clock.later(
        current(() => this.#lost()),
        this.#latency(),
      );
    const { role, player, rules } = this.ticket;
    this.#clock.later(
      current(() => {
        if (!this.#server.listens || this.#isOffline) return fails();
        const now = this.#clock.now();
        const place = role === "player" ? this.#server.reserve(player) : ({ ok: true, seat: -1 } as const);
        if (!place.ok) return this.end(place.reason);
        tickets += 1;
        const names = rules ? [ruleName(this.#server.layout.game)] : [];
        const id = `ticket ${tickets}`;
        const times = { at: now, expires: now + TICKET_MS };
        const claims = { id, role, seat: place.seat, player, name: player, ...times };
        const arrival = { ...claims, rules: names, edition: PROTOCOL, since: this.client.since };
        this.#clock.later(
          current(() => this.#upgrade(arrival)),
          this.#latency(),
        );
      }),
      this.#latency(),
    );
  }

  #upgrade(arrival: Link["arrival"]): void {
    const link = new Link(this.#clock, this.line, arrival, {
      up: (_, bytes) => this.#server.receive(link, bytes),
      gone: () => this.#server.gone(link),
      down: (_, bytes) => this.#nap.run(() => this.#hear(link, bytes)),
      closed: (_, code) => this.#nap.run(() => this.#closed(link, code)),
    });
    const { since } = arrival;
    link.lies = this.#liar !== undefined;
    link.held = since && { from: this.#tailFrom, to: since.tick };
    const attempt = this.#attempt;
    // The handshake is on its way, whether the client still waits for it or not.
    this.#clock.later(() => {
      if (!this.#server.listens || this.#isOffline) {
        this.#clock.later(() => attempt === this.#attempt && this.#lost(), this.#latency());
        return;
      }
      if (attempt === this.#attempt) {
        this.link = link;
        this.#openAt = this.#clock.now();
        this.raved = false;
        this.client.connected(this.#now);
      } else link.cut(this.#clock.between(0, 1000));
      this.#server.connect(link);
    }, this.#latency());
  }

  #hear(link: Link, bytes: Uint8Array): void {
    if (link !== this.link) return;
    const messages = decodeDown(bytes);
    for (const message of messages) this.#observe(message);
    const types = new Set(messages.map(({ type }) => type));
    if (types.has("welcome") && !types.has("keyframe")) {
      must(link.arrival.since !== undefined, () => `${this.ticket.player} came without a world, and was sent none`);
      this.#chronicle.returns += 1;
    }
    this.client.receive(bytes, this.#now);
    if (types.has("keyframe")) this.#tailFrom = this.client.since?.tick ?? Number.POSITIVE_INFINITY;
    this.#run();
  }

  /**
   * Checks at every step that the stream of a client that may not know everything leads to the part that it may know.
   */
  #observe(message: DownMessage): void {
    if (message.type === "welcome") this.#welcomed(message);
    const spy = this.#spy;
    if (!spy) return;
    if (message.type === "welcome") must(message.stream === "state", () => `${this.ticket.player} is sent the inputs`);
    if (message.type === "keyframe") spy.begin(message);
    if (message.type === "frame") spy.apply(message, (world) => this.#compare(world));
    if (message.type === "keyframe") this.#compare(spy.world);
  }

  #welcomed(welcome: Welcome): void {
    this.#seat = welcome.seat;
    if (this.link) this.link.life = this.#chronicle.lifeOf(welcome.generation);
    // A client that comes back may be sent no keyframe.
    const isNew = this.#log !== JSON.stringify(welcome.settings);
    if (this.#spy && isNew) this.#spy = new LogReader(layoutOf(welcome));
    this.#log = JSON.stringify(welcome.settings);
  }

  #closed(link: Link, code: number): void {
    link.cut(this.#clock.between(0, 100));
    if (link !== this.link) return;
    if (FINAL.has(code)) {
      const taken = code === CLOSE.takenOver;
      must(
        !taken || this.doubled,
        () => `${this.ticket.player} lost the seat to a socket of their own that they gave up`,
      );
      this.end(String(code));
    } else this.#lost();
  }

  /** The page is closed, with a close frame or without. */
  end(why: string): void {
    if (this.state === "ended") return;
    this.#giveUp();
    this.state = "ended";
    this.ending = why;
  }

  /** Leaves for good. */
  leave(): void {
    this.client.leave(this.#now);
    this.#clock.later(() => this.end("left"), 500);
  }

  /** The machine has another network. */
  roam(): void {
    if (this.link) this.client.ask();
    else this.again();
  }

  /** Nothing goes through any more, and the client is not told. */
  fall(): void {
    this.link?.cut(this.#clock.between(0, 8000));
  }

  get #isOffline(): boolean {
    return this.#clock.now() < this.#offlineUntil;
  }

  /** There is no network for so many milliseconds. */
  offline(ms: number): void {
    this.fall();
    this.#offlineUntil = this.#clock.now() + ms;
    this.#clock.later(() => !this.#isOffline && this.roam(), ms);
  }

  /** The machine sleeps for so many milliseconds: messages wait. */
  nap(ms: number): void {
    this.#nap.begin(ms);
  }

  /** The page's own clock jumps ahead. */
  jump(ms: number): void {
    this.#skew += ms;
  }

  /** From here on all goes well. */
  recover(line: Conditions): void {
    this.line.set(line);
    this.hidden = false;
    this.#nap.stop();
    this.#offlineUntil = 0;
  }

  /** Rests with another input than before. */
  stir(): void {
    if (this.drawn && this.client.seat >= 0)
      this.client.setInput(this.#inputs.others(this.drawn.world, this.client.seat));
  }

  /** Sends messages that no client sends. */
  rave(kind: number): void {
    const { link } = this;
    if (!link) return;
    const tick = Math.max(0, this.#server.tickNumber);
    const columns = Object.keys(this.#server.layout.game.input).length;
    const input = (at: number) => ({ tick: Math.max(0, at), seen: 255, values: new Array<number>(columns).fill(0) });
    const raves = [
      () => repeat(80, () => link.send(encodeUp({ type: "ping", time: tick, mark: 0 }))),
      () => repeat(12, () => link.send(encodeUp({ type: "resync", tick }))),
      () => repeat(8, (n) => link.send(encodeUp({ type: "input", inputs: [input(tick + 9 - n), input(tick - n)] }))),
      () => repeat(4, (n) => link.send(encodeUp({ type: "input", inputs: [input(tick + 40 * n)] }))),
      () => link.send(new Uint8Array(1500)),
      () => link.send(new Uint8Array([0x93, 9, 9, 0xc1])),
      () => this.#server.receive(link, "hello"),
    ];
    const said = kind % raves.length;
    if (said === 2 || said === 3) this.raved = true;
    raves[said]();
  }
}

function repeat(times: number, action: (n: number) => void): void {
  for (let n = 0; n < times; n++) action(n);
}
