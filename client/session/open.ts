/** A session: a `MatchClient` with a socket that comes back by itself, a clock and a timer. */
import { games } from "#shared/games/index.ts";
import {
  type Admission,
  API_ERROR,
  CLOSE,
  type CloseCode,
  type Role,
  type RosterEntry,
  ruleName,
} from "#shared/protocol/index.ts";
import type { Conditions } from "../net/conditions.ts";
import { Socket } from "../net/socket.ts";
import { MatchClient, type Observer } from "./client.ts";
import type { Footage } from "./footage.ts";
import type { Transport } from "./transport.ts";
import type { Drawn, Link, NetStats, Session } from "./types.ts";

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

/** Refusals after which trying again is in vain, and what each means for whoever was in the match. */
const ENDS: ReadonlyMap<unknown, CloseCode> = new Map<unknown, CloseCode>([
  [API_ERROR.noMatch, CLOSE.noMatch],
  [API_ERROR.over, CLOSE.noMatch],
  [API_ERROR.full, CLOSE.seatGone],
  [API_ERROR.updated, CLOSE.updated],
]);

class MatchSession implements Session {
  link: Link = { state: "connecting" };
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #client: MatchClient;
  readonly #watchers = new Set<() => void>();
  readonly #pump: ReturnType<typeof setInterval>;
  #admission: Admission | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#admission = options.admission;
    this.#client = new MatchClient({
      send: (bytes) => this.#socket.send(bytes),
      live: () => this.#become({ state: "live" }),
      changed: () => this.#changed(),
      foreign: () => this.#end(CLOSE.wrongVersion, "this page does not have the rules of this match"),
      observer: options.observer,
    });
    this.#socket = new Socket({
      url: `${options.origin}/ws/${options.code}`,
      rules: [...games.values()].map(ruleName),
      since: () => this.#client.since,
      ticket: () => this.#ticket(),
      open: () => this.#client.connected(options.now()),
      message: (bytes) => {
        this.#client.receive(bytes, options.now());
        // In a hidden page the timer is slow, and messages come all the same.
        this.#run();
      },
      doubted: () => this.#client.ask(),
      lost: (code, reason, final) => this.#lost(code, reason, final),
      conditions: options.conditions,
    });
    this.#pump = setInterval(() => this.#run(), 1000 / 60);
  }

  async #ticket(): Promise<string | undefined> {
    try {
      const { ticket } = this.#admission ?? (await this.#options.admit());
      this.#admission = undefined;
      return ticket;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      const end = ENDS.get(code);
      if (end === undefined) throw error;
      this.#end(end, String(code));
      return undefined;
    }
  }

  #lost(code: number, reason: string, final: boolean): void {
    if (this.link.state === "closed") return;
    this.#client.disconnected();
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

  #run(): void {
    const { state } = this.link;
    if (state === "closed") return;
    const now = this.#options.now();
    if ((state === "live" ? this.#client.run(now) : this.#client.wait(now)) === "alive") return;
    this.#become({ state: "reconnecting", attempt: 0 });
    this.#socket.again();
  }

  get seat(): number {
    return this.#client.seat;
  }

  get seats(): readonly RosterEntry[] {
    return this.#client.watching?.seats ?? this.#client.seats;
  }

  get spectators(): number {
    return this.#client.spectators;
  }

  get transport(): Transport | undefined {
    return this.#client.watching?.transport;
  }

  get footage(): Footage | undefined {
    return this.#client.watching?.footage;
  }

  frame(now: number): Drawn | undefined {
    this.#run();
    return this.#client.frame(now);
  }

  intend(input: Readonly<Record<string, number>>): void {
    this.#client.intend(input);
  }

  get stats(): NetStats {
    return this.#client.stats(this.#options.now());
  }

  leave(): void {
    if (this.link.state === "closed") return;
    this.#client.leave(this.#options.now());
    this.#end(CLOSE.left, "you have left");
  }
}

/** Opens a session: it connects at once, and goes on until it is left or refused for good. */
export const openSession = (options: SessionOptions): Session => new MatchSession(options);
