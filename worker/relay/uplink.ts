/** The socket by which a relay follows the match, or another relay: the Worker as a WebSocket client. It reconnects by itself. */
import { CLOSE, type CloseCode, PROTOCOL, type Since, SUBPROTOCOL } from "#shared/protocol/index.ts";
import { ARRIVAL_HEADER, type RelayPlace, writeArrival } from "../broadcast/arrival.ts";
import { readRefusal, type SocketRefusal } from "../broadcast/refusals.ts";
import { attempt, closeSocket } from "../broadcast/sockets.ts";
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { matchOf, relayName, relayOf } from "../objects.ts";
import { parentOf } from "./placement.ts";
import type { Reopening, Upstream } from "./upstream-link.ts";

/** The first wait before another try, and the longest, in milliseconds; up to as much again is added at random. */
const WAIT_MS = { first: 50, most: 2000, grow: 2 } as const;

/** A connection that has brought a message and held for so long works: after it the waits begin anew, in milliseconds. */
const WORKS_MS = 2000;
/** How long the match may take to let the relay in, and to answer a ping, in milliseconds. A machine may stall for a while. */
const PATIENCE_MS = 10_000;

/** Codes that end the match for the relay. */
const ENDS: ReadonlySet<number> = new Set([
  ...[CLOSE.noMatch, CLOSE.over, CLOSE.stopped, CLOSE.updated, CLOSE.fault, CLOSE.wrongVersion],
]);

export interface UplinkEvents {
  opened(): void;
  message(bytes: Uint8Array): void;
  /** The way broke. */
  broken(): Reopening;
  over(code: CloseCode, reason: string): void;
}

export class Uplink implements Upstream {
  readonly #env: Env;
  readonly #place: RelayPlace;
  readonly #events: UplinkEvents;
  #socket: WebSocket | undefined;
  #wanted = false;
  #waitMs: number = WAIT_MS.first;
  /** Counts the tries to connect: only the last one counts. */
  #tries = 0;
  /** Rings for the next try; or when a try counts as failed, or a socket as dead. */
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** A ping has not been answered yet. */
  #asked = false;
  /** When the present connection was made, and whether it has brought a message. */
  #openedAt = 0;
  #works = false;

  constructor(env: Env, place: RelayPlace, events: UplinkEvents) {
    this.#env = env;
    this.#place = place;
    this.#events = events;
  }

  open(since: Since | undefined): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#connect(since);
  }

  send(bytes: Uint8Array, asks: boolean): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    // This message is lost, and the other end would misunderstand what follows: a new connection begins anew.
    if (!attempt("send", () => socket.send(bytes))) {
      this.#lost(socket, 1006, "");
      return;
    }
    if (!asks || this.#asked) return;
    this.#asked = true;
    this.#after(PATIENCE_MS, () => {
      log.warn("relay_unanswered", { relay: this.#place.relay });
      closeSocket(socket, CLOSE.silent, "no answer");
      this.#lost(socket, CLOSE.silent, "no answer");
    });
  }

  close(): void {
    this.#wanted = false;
    this.#rest();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) closeSocket(socket, CLOSE.left, "this relay has no spectators");
  }

  #after(ms: number, next: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(next, ms);
  }

  /** Stops the timer. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
  }

  #parent(): Pick<Fetcher, "fetch"> {
    const { code, relay } = this.#place;
    const parent = parentOf(relay);
    return parent === undefined ? matchOf(this.#env, code) : relayOf(this.#env, relayName(code, parent));
  }

  #headers(since: Since | undefined): Record<string, string> {
    const { code, relay } = this.#place;
    const parent = parentOf(relay);
    const now = Date.now();
    const arrival = {
      id: crypto.randomUUID(),
      role: "relay",
      seat: -1,
      player: relayName(code, relay),
      name: "",
      at: now,
      expires: now,
      edition: PROTOCOL,
      since,
      place: parent === undefined ? undefined : { code, relay: parent },
    } as const;
    return {
      Upgrade: "websocket",
      "Sec-WebSocket-Protocol": SUBPROTOCOL,
      [ARRIVAL_HEADER]: writeArrival({ ...arrival, rules: [] }),
    };
  }

  async #connect(since: Since | undefined): Promise<void> {
    this.#tries += 1;
    const number = this.#tries;
    const fails = (detail: string) => {
      if (number !== this.#tries || !this.#wanted) return;
      log.warn("relay_refused", { relay: this.#place.relay, detail });
      this.#again();
    };
    this.#after(PATIENCE_MS, () => fails("the match does not answer"));
    try {
      const answer = await this.#parent().fetch("https://scrim/", { headers: this.#headers(since) });
      if (answer.webSocket) this.#adopt(answer.webSocket, number);
      else this.#refused(await readRefusal(answer), number);
    } catch (error) {
      fails(wordsOf(error));
    }
  }

  /** @param number of the try that has brought the socket */
  #adopt(socket: WebSocket, number: number): void {
    if (!this.#wanted || this.#socket || number !== this.#tries) {
      socket.accept();
      closeSocket(socket, CLOSE.left, "this relay has no spectators");
      return;
    }
    this.#rest();
    this.#socket = socket;
    this.#openedAt = Date.now();
    this.#works = false;
    // At recent compatibility dates it is "blob" otherwise.
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => {
      if (this.#socket !== socket || !(data instanceof ArrayBuffer)) return;
      this.#works = true;
      this.#rest();
      this.#events.message(new Uint8Array(data));
    });
    socket.addEventListener("close", ({ code, reason }) => this.#lost(socket, code, reason));
    socket.addEventListener("error", () => this.#lost(socket, 1006, ""));
    socket.accept();
    this.#events.opened();
  }

  #lost(socket: WebSocket, code: number, reason: string): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#rest();
    this.#ended(code, reason);
  }

  #refused({ close, reason }: SocketRefusal, number: number): void {
    if (!this.#wanted || number !== this.#tries) return;
    this.#rest();
    this.#ended(close, reason);
  }

  /** Reconnects, unless the match is over for the relay. */
  #ended(code: number, reason: string): void {
    const end = Object.values(CLOSE).find((known) => known === code);
    if (end !== undefined && ENDS.has(end)) {
      this.#wanted = false;
      this.#events.over(end, reason);
      return;
    }
    if (this.#works && Date.now() - this.#openedAt >= WORKS_MS) this.#waitMs = WAIT_MS.first;
    this.#again();
  }

  #again(): void {
    const wait = this.#waitMs * (1 + Math.random());
    this.#waitMs = Math.min(WAIT_MS.most, this.#waitMs * WAIT_MS.grow);
    // An answer to the last try that is still under way comes too late.
    this.#tries += 1;
    this.#after(wait, () => {
      if (!this.#wanted) return;
      const reopening = this.#events.broken();
      if (reopening.again) void this.#connect(reopening.since);
      else this.#wanted = false;
    });
  }
}
