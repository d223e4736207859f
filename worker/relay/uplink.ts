/** The socket by which a relay follows the match, or another relay: the Worker as a WebSocket client. It comes back by itself. */
import { CLOSE, type CloseCode, PROTOCOL, type Since, SUBPROTOCOL } from "#shared/protocol/index.ts";
import { ARRIVAL_HEADER, type RelayPlace, writeArrival } from "../broadcast/arrival.ts";
import { readRefusal, type SocketRefusal } from "../broadcast/refusals.ts";
import { attempt, closeSocket } from "../broadcast/sockets.ts";
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { matchOf, relayName, relayOf } from "../objects.ts";
import { parentOf } from "./placement.ts";
import type { Reopening, Upstream } from "./upstream-link.ts";

/** The first wait before another try, and the longest, in milliseconds; each is spread over as much again. */
const WAIT_MS = { first: 50, most: 2000, grow: 2 } as const;

/** A connection that brings something and holds for so long works: after it the waits begin anew, in milliseconds. */
const WORKS_MS = 2000;
/** So long the match may take to let the relay in, and then to answer a ping, in milliseconds. A machine may stall for a while. */
const PATIENCE_MS = 10_000;

/** Codes after which there is nothing to follow any more. */
const ENDS: ReadonlySet<number> = new Set([CLOSE.noMatch, CLOSE.over, CLOSE.updated, CLOSE.fault, CLOSE.wrongVersion]);

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
  /** Of the tries to connect only the last one counts. */
  #tries = 0;
  /** For the next try; or until it counts as failed, or its socket as dead. */
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** An answer is awaited. */
  #asked = false;
  /** When the connection that there is was made, and whether it has brought anything. */
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
    // What did not go up is lost, and all that follows would be told of another state: a new line begins anew.
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
    if (socket) closeSocket(socket, CLOSE.left, "nobody watches");
  }

  #after(ms: number, next: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(next, ms);
  }

  /** Nothing is waited for. */
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

  /** @param number of the try that it comes of */
  #adopt(socket: WebSocket, number: number): void {
    if (!this.#wanted || this.#socket || number !== this.#tries) {
      socket.accept();
      closeSocket(socket, CLOSE.left, "nobody watches");
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

  /** Comes back, unless there is nothing to follow any more. */
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
    // What is still under way of the last try comes too late.
    this.#tries += 1;
    this.#after(wait, () => {
      if (!this.#wanted) return;
      const reopening = this.#events.broken();
      if (reopening.again) void this.#connect(reopening.since);
      else this.#wanted = false;
    });
  }
}
