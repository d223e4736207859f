/**
 * One connection of the playground: it asks for a ticket, opens a socket, logs what comes and goes, follows the world, and sends
 * what it is told to, be it nonsense. It never comes back by itself.
 */
import { ApiFailure } from "#client/net/api.ts";
import type { OfferedGame } from "#client/net/games-api.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import { type FormGame, formsOf, type MessageForm } from "#shared/protocol/forms.ts";
import {
  AFTER_REFUSAL,
  afterClose,
  decodeDown,
  type Next,
  RULES_PREFIX,
  ruleName,
  subprotocolOf,
  TICKET_PREFIX,
  writeSince,
} from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { Autopilot } from "./autopilot.ts";
import { describeDown } from "./describe.ts";
import { briefPath, briefProtocol, type HandshakeStep, recordedFetch, type UpgradeStep } from "./exchange.ts";
import { type Ended, Line } from "./line.ts";
import { MessageLog } from "./log.ts";
import { anatomyOf } from "./parts.ts";
import { describeSent } from "./sent.ts";
import type { Payload } from "./typed.ts";
import { Doorman, type Wanted } from "./wanted.ts";
import { WorldFollower } from "./world.ts";

export type Standing =
  | { readonly state: "asking" | "connecting" | "open" }
  /** @see Next for what a client does then */
  | ({ readonly state: "ended"; readonly next: Next } & Ended)
  /** There is no ticket. */
  | { readonly state: "refused"; readonly code: string; readonly reason: string; readonly next: Next };

export interface ConnectionPorts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What comes before "/api": empty in a page of the same server. */
  readonly base: string;
  /** Where the sockets are, such as "wss://scrim.example". */
  readonly origin: string;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly games: readonly OfferedGame[];
  /** Loads the rules of a game. */
  rules(game: string): Promise<Games>;
  /** Something is to be seen. */
  changed(): void;
  readonly connect?: (url: string, protocols: string[]) => WebSocket;
}

const NO_GAMES: Games = new Map();

/** What a client knows of the game where the server does not say it. */
const NO_GAME: FormGame = { settings: {}, input: [], commands: [] };

export class PlaygroundConnection {
  readonly wanted: Wanted;
  readonly conditions = new LinkConditions();
  readonly log = new MessageLog();
  readonly world = new WorldFollower();
  readonly autopilot: Autopilot;
  standing: Standing = { state: "asking" };
  /** What has gone over the wire before the first message. */
  steps: readonly HandshakeStep[] = [];
  /** The seat that the server has given; -1 without one. */
  seat = -1;
  /** As the welcome said. */
  game: string | undefined;
  stream: "state" | "rules" | undefined;
  tickRate = 30;
  /** The match's code; undefined before the server has said it, and for an operator. */
  code: string | undefined;
  readonly #ports: ConnectionPorts;
  readonly #doorman: Doorman;
  #games: Games = NO_GAMES;
  #forms: readonly MessageForm[] = formsOf(NO_GAME);
  #line: Line | undefined;
  #try = new AbortController();
  #openedAt = 0;

  constructor(wanted: Wanted, ports: ConnectionPorts) {
    this.wanted = wanted;
    this.#ports = ports;
    const fetch = recordedFetch(ports.fetch, (step, replaces) => {
      this.steps = replaces ? this.steps.map((one) => (one === replaces ? step : one)) : [...this.steps, step];
      ports.changed();
    });
    this.#doorman = new Doorman({ fetch, base: ports.base });
    this.autopilot = new Autopilot(this, ports.now);
  }

  get isOpen(): boolean {
    return this.#line?.isOpen === true;
  }

  /** The messages that a client of this game may send. */
  get forms(): readonly MessageForm[] {
    return this.#forms;
  }

  /** Whether there is a world that a next connection could go on from. */
  get canResume(): boolean {
    return this.world.since !== undefined;
  }

  /** Connects, also again after an end. @param resume offers the world that this connection still holds */
  async connect(resume = false): Promise<void> {
    this.#leaveLine();
    const { signal } = this.#try;
    this.steps = [];
    this.#become({ state: "asking" });
    try {
      const entry = await this.#doorman.ask(this.wanted, signal);
      signal.throwIfAborted();
      this.code = entry.code;
      if (entry.game !== undefined) this.#learn(entry.game);
      await this.#load(entry.game, signal);
      this.#open(entry.path, entry.ticket, resume);
    } catch (error) {
      if (!signal.aborted) this.#refused(error);
    }
  }

  async #load(game: string | undefined, signal: AbortSignal): Promise<void> {
    this.#games = NO_GAMES;
    if (!this.wanted.rules || game === undefined) return;
    const games = await limited(CODE_MS, () => this.#ports.rules(game), signal);
    signal.throwIfAborted();
    this.#games = games;
  }

  #learn(game: string): void {
    this.game = game;
    this.#forms = formsOf(this.#ports.games.find(({ name }) => name === game) ?? NO_GAME);
  }

  #open(path: string, ticket: string, resume: boolean): void {
    const { origin, now, connect } = this.#ports;
    const rules = [...this.#games.values()].map(ruleName);
    const { since } = this.world;
    const protocols = [
      subprotocolOf(this.wanted.edition),
      TICKET_PREFIX + ticket,
      ...(rules.length > 0 ? [RULES_PREFIX + rules.join(".")] : []),
      ...(resume && since ? [writeSince(since)] : []),
    ];
    const offered = protocols.map(briefProtocol);
    const step: UpgradeStep = { kind: "upgrade", path: briefPath(path), offered, chosen: undefined };
    this.steps = [...this.steps, step];
    this.#openedAt = now();
    this.#become({ state: "connecting" });
    this.#line = new Line({
      ...{ url: origin + path, protocols, now, conditions: this.conditions },
      ...(connect && { connect }),
      events: {
        open: (chosen) => {
          this.steps = this.steps.map((one) => (one === step ? { ...step, chosen } : one));
          this.autopilot.begin();
          this.#become({ state: "open" });
        },
        message: (payload) => this.#heard(payload),
        ended: (ended) => {
          this.autopilot.end();
          this.#become({ state: "ended", ...ended, next: afterClose(ended.code) });
        },
      },
    });
  }

  #refused(error: unknown): void {
    const known = error instanceof ApiFailure;
    const code = known ? error.code : "fault";
    const reason = known ? error.message : String(error);
    this.#become({ state: "refused", code, reason, next: known ? AFTER_REFUSAL[error.code] : "server" });
  }

  #become(standing: Standing): void {
    this.standing = standing;
    this.#ports.changed();
  }

  get #at(): number {
    return this.#ports.now() - this.#openedAt;
  }

  #heard(payload: Payload): void {
    if (typeof payload === "string") {
      this.log.add({ at: this.#at, way: "down", ...describeSent(payload, [])[0] });
    } else {
      for (const { from, to } of anatomyOf(payload).messages) this.#take(payload.slice(from, to));
    }
    this.#ports.changed();
  }

  #take(bytes: Uint8Array): void {
    const [at, way] = [this.#at, "down"] as const;
    let message: ReturnType<typeof decodeDown>[number];
    try {
      [message] = decodeDown(bytes);
    } catch (error) {
      this.log.add({ at, way, name: "unknown", bytes, fields: [], problem: String(error) });
      return;
    }
    let problem: string | undefined;
    if (message.type === "welcome") {
      problem = this.world.welcome(message, this.#games);
      this.seat = message.seat;
      this.stream = message.stream;
      this.tickRate = message.tickRate;
      this.#learn(message.game);
    }
    const step =
      message.type === "keyframe"
        ? this.world.keyframe(message)
        : message.type === "frame"
          ? this.world.frame(message)
          : undefined;
    this.autopilot.heard(message);
    this.log.add({ at, way, bytes, ...describeDown(message), step, problem: problem ?? step?.problem });
  }

  /** Sends this, be it what it may. @returns whether it has gone on its way */
  send(payload: Payload): boolean {
    if (!this.#line?.send(payload)) return false;
    for (const sent of describeSent(payload, this.#forms)) this.log.add({ at: this.#at, way: "up", ...sent });
    this.#ports.changed();
    return true;
  }

  /** Closes the socket without a word: the server keeps the seat for a while. */
  close(): void {
    if (this.#line) {
      this.#line.close();
      return;
    }
    this.#leaveLine();
    this.#become({ state: "ended", code: 1000, reason: "", by: "page", next: afterClose(1000) });
  }

  /** Ends all of it, at once: the page goes, or the connection is not wanted any more. */
  end(): void {
    this.#leaveLine();
  }

  #leaveLine(): void {
    this.autopilot.end();
    this.#try.abort();
    this.#try = new AbortController();
    this.#line?.drop();
    this.#line = undefined;
  }
}
