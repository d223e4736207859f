/** A member's line to the party: docs/PARTIES.md. It comes back by itself, until a close says that it should not. Headless. */
import * as v from "valibot";
import { CLOSE } from "#shared/protocol/close.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import {
  PARTY_PING,
  PARTY_PONG,
  PARTY_SUBPROTOCOL,
  PartyDown,
  type PartySnapshot,
  type PartyUpInput,
  PLAYER_PREFIX,
} from "#shared/protocol/party.ts";
import { ApiFailure } from "./api.ts";
import { Backoff } from "./backoff.ts";
import { watchNetwork } from "./network-events.ts";

/** Why a line ends for good. */
export type PartyEnding = "left" | "gone" | "removed" | "full" | "elsewhere" | "outdated" | "refused";
export type PartyLink = "connecting" | "live" | "lost" | PartyEnding;

export interface PartyLineOptions {
  /** ws: or wss: */
  readonly url: string;
  /** The player token. */
  token(): string | undefined;
  /**
   * Joins the party by HTTP: the token is good no more, or the member was away for too long.
   * @throws {ApiFailure}
   */
  rejoin(): Promise<unknown>;
  /** The party or the link is another one than before. */
  changed(): void;
  heard(message: Exclude<PartyDown, PartySnapshot>): void;
}

/** So often the line is asked whether it holds, and so long it may take to answer, in milliseconds. */
const PING_MS = 20_000;
const ANSWER_MS = 8000;

const ENDINGS: ReadonlyMap<number, PartyEnding> = new Map([
  [CLOSE.left, "left"],
  [CLOSE.noMatch, "gone"],
  [CLOSE.removed, "removed"],
  [CLOSE.takenOver, "elsewhere"],
  [CLOSE.wrongVersion, "outdated"],
  [CLOSE.malformed, "refused"],
  [CLOSE.tooBig, "refused"],
]);

const REFUSALS: ReadonlyMap<string, PartyEnding> = new Map([
  [API_ERROR.noParty, "gone"],
  [API_ERROR.barred, "removed"],
  [API_ERROR.full, "full"],
  [API_ERROR.badRequest, "refused"],
]);

const Message = v.pipe(v.string(), v.parseJson(), PartyDown);

export class PartyLine {
  readonly #options: PartyLineOptions;
  readonly #backoff = new Backoff(performance.now());
  readonly #end = new AbortController();
  /** The socket that is open or on its way: aborted when it is given up. */
  #try = new AbortController();
  #socket: WebSocket | undefined;
  #link: PartyLink = "connecting";
  #party: PartySnapshot | undefined;
  /** The next try, the next ping, or the end of the wait for its answer. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PartyLineOptions) {
    this.#options = options;
    watchNetwork(this.#end.signal, { doubtful: () => this.#ping(), back: () => this.#hurry() });
    this.#connect();
  }

  get link(): PartyLink {
    return this.#link;
  }

  /** As it was told last; undefined before the first time. */
  get party(): PartySnapshot | undefined {
    return this.#party;
  }

  /** Says it now, or not at all. @returns whether the line was there */
  say(message: PartyUpInput): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** For good. */
  close(): void {
    this.#end.abort();
    this.#giveUp();
  }

  #connect(): void {
    this.#giveUp();
    const { signal } = this.#try;
    const { url, token } = this.#options;
    const socket = new WebSocket(url, [PARTY_SUBPROTOCOL, `${PLAYER_PREFIX}${token() ?? ""}`]);
    this.#socket = socket;
    // The handshake may never be answered.
    this.#wait(ANSWER_MS, () => this.#lost(1006));
    socket.addEventListener("message", ({ data }) => this.#hear(data), { signal });
    socket.addEventListener("close", ({ code }) => this.#lost(code), { signal });
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#try.abort();
    this.#try = new AbortController();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #hear(data: unknown): void {
    this.#backoff.hears(performance.now());
    this.#wait(PING_MS, () => this.#ping());
    if (data === PARTY_PONG) return;
    const message = v.safeParse(Message, data);
    // Of a newer server, which has more to say.
    if (!message.success) return;
    if (message.output.type !== "party") {
      this.#options.heard(message.output);
      return;
    }
    this.#party = message.output;
    this.#link = "live";
    this.#backoff.works(performance.now());
    this.#options.changed();
  }

  #ping(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(PARTY_PING);
    this.#wait(ANSWER_MS, () => this.#lost(1006));
  }

  #hurry(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ping();
    else if (this.#link === "lost") this.#connect();
  }

  #lost(code: number): void {
    this.#giveUp();
    const ending = ENDINGS.get(code);
    if (ending) {
      this.#finish(ending);
      return;
    }
    this.#link = "lost";
    const isForeign = code === CLOSE.badTicket || code === CLOSE.foreignTicket;
    this.#wait(this.#backoff.fails(performance.now()), () => (isForeign ? void this.#rejoin() : this.#connect()));
    this.#options.changed();
  }

  async #rejoin(): Promise<void> {
    const { signal } = this.#try;
    try {
      await this.#options.rejoin();
      if (!signal.aborted) this.#connect();
    } catch (error) {
      if (signal.aborted) return;
      const ending = error instanceof ApiFailure ? REFUSALS.get(error.code) : undefined;
      if (ending) this.#finish(ending);
      else this.#wait(this.#backoff.fails(performance.now()), () => void this.#rejoin());
    }
  }

  #finish(ending: PartyEnding): void {
    this.close();
    this.#link = ending;
    this.#options.changed();
  }
}
