/** A session: a `MatchClient` with a socket that comes back by itself, a clock and a timer. */
import {
  type Admission,
  type Ending,
  type HostAct,
  type HostNews,
  isAgain,
  type Role,
  type RosterEntry,
} from "#shared/protocol/index.ts";
import type { Command, Games, WorldBase } from "#shared/sim/index.ts";
import type { Conditions } from "../net/conditions.ts";
import { type Loss, Socket } from "../net/socket.ts";
import { MatchClient } from "./client.ts";
import type { Observer } from "./observer.ts";
import type { TellOutcome } from "./predict/command-log.ts";
import type { Footage } from "./recording/footage.ts";
import type { Playhead } from "./recording/playhead.ts";
import type { LookBack } from "./recording/spectator-playback.ts";
import type { Drawn, Link, MatchNotice, NetStats, Session } from "./types.ts";

/** As much of an admission as a session needs. */
export type Ticketed = Pick<Admission, "ticket">;

/**
 * Asks for admission, again at each reconnection.
 * @param signal it is not wanted any more
 * @throws {ApiFailure} it is refused, or the server does not answer
 */
export type Admit = (signal?: AbortSignal) => Promise<Ticketed>;

export interface SessionOptions {
  /** The games whose rules this client has. */
  readonly games: Games;
  readonly code: string;
  readonly role: Role;
  /** An admission that has been granted already, for the first try. */
  readonly admission?: Ticketed;
  readonly admit: Admit;
  /** Where the sockets are, such as "wss://scrim.example". */
  readonly origin: string;
  /** The address of the socket there; by default the one of the match's code. */
  readonly path?: string | undefined;
  /** Milliseconds, never going back, such as `performance.now`. */
  readonly now: () => number;
  /** Records what a spectator sees, who can then look back; a player needs none. */
  readonly lookBack?: LookBack | undefined;
  readonly conditions?: Conditions | undefined;
  readonly observer?: Observer | undefined;
}

class MatchSession implements Session {
  link: Link = { state: "connecting" };
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #client: MatchClient;
  readonly #watchers = new Set<() => void>();
  readonly #pump: ReturnType<typeof setInterval>;
  #admission: Ticketed | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#admission = options.admission;
    this.#client = new MatchClient(
      {
        send: (bytes) => this.#socket.send(bytes),
        live: () => {
          this.#socket.works();
          this.#become({ state: "live" });
        },
        changed: () => this.#changed(),
        foreign: () => this.#end("outdated", "this page does not have the rules of this match"),
        astray: (what) => {
          if (what === "again") this.#socket.again();
          else this.#end("astray", "this page can't follow the match");
        },
        observer: options.observer,
      },
      options.games,
      options.lookBack,
    );
    this.#socket = new Socket({
      url: options.origin + (options.path ?? `/ws/${options.code}`),
      rules: () => this.#client.rules,
      since: () => this.#client.since,
      ticket: (signal) => this.#ticket(signal),
      open: () => this.#client.connected(options.now()),
      message: (bytes) => {
        this.#client.receive(bytes, options.now());
        // In a hidden page the timer is slow, and messages come all the same.
        this.#run();
      },
      doubted: () => this.#client.ask(),
      lost: (loss) => this.#lost(loss),
      conditions: options.conditions,
    });
    this.#pump = setInterval(() => this.#run(), 1000 / 60);
  }

  async #ticket(signal: AbortSignal): Promise<string> {
    const { ticket } = this.#admission ?? (await this.#options.admit(signal));
    this.#admission = undefined;
    return ticket;
  }

  #lost({ code, reason, next, wait }: Loss): void {
    if (this.link.state === "closed") return;
    this.#client.disconnected();
    if (typeof code === "number") this.#options.observer?.lost?.(code);
    if (!isAgain(next)) {
      this.#end(next, reason);
      return;
    }
    const { attempt } = this.#socket;
    this.#become({ state: "reconnecting", attempt, cause: next, held: this.#socket.holds(wait), wait });
  }

  #end(ending: Ending, reason: string): void {
    clearInterval(this.#pump);
    this.#become({ state: "closed", ending, reason });
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
    const { link } = this;
    if (link.state === "closed") return;
    const now = this.#options.now();
    const state = link.state === "live" ? this.#client.run(now) : this.#client.wait(now);
    if (state === "dead") this.#socket.silent();
    else if (link.state === "reconnecting" && link.held && !this.#socket.holds(0))
      this.#become({ ...link, held: false });
  }

  hurry(): void {
    this.#socket.hurry();
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

  get host(): HostNews | undefined {
    return this.#client.host;
  }

  get hostRefusal(): number | undefined {
    return this.#client.hostRefusal;
  }

  get notices(): readonly MatchNotice[] {
    return this.#client.notices;
  }

  askAsHost(act: HostAct): void {
    this.#client.askAsHost(act, this.#options.now());
  }

  get playhead(): Playhead | undefined {
    return this.#client.watching?.playhead;
  }

  get footage(): Footage | undefined {
    return this.#client.watching?.footage;
  }

  frame(now: number): Drawn | undefined {
    this.#run();
    return this.#client.frame(now);
  }

  readonly past = (tick: number): WorldBase | undefined => this.#client.past(tick);

  setInput(input: Readonly<Record<string, number>>): void {
    this.#client.setInput(input);
  }

  command(command: Command, told?: TellOutcome): boolean {
    return this.link.state !== "closed" && this.#client.command(command, told);
  }

  get stats(): NetStats {
    return this.#client.stats(this.#options.now());
  }

  leave(): void {
    if (this.link.state === "closed") return;
    this.#client.leave(this.#options.now());
    this.#end("left", "you have left");
  }

  close(): void {
    if (this.link.state !== "closed") this.#end("left", "the page has gone");
  }
}

/** Opens a session: it connects at once, and goes on until it is left or refused for good. */
export const openSession = (options: SessionOptions): Session => new MatchSession(options);
