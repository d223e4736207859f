/** A player's search for a match: a line to the queue that comes back by itself, until there is a match or it is over. */
import type { Admission } from "#shared/protocol/http.ts";
import {
  afterQueueClose,
  decodeQueueNews,
  encodeQueue,
  PLAYER_PREFIX,
  QUEUE_PING,
  QUEUE_PING_MS,
  QUEUE_SUBPROTOCOL,
  type QueueEnding,
  type QueueSearching,
} from "#shared/protocol/queue.ts";
import { Backoff } from "./backoff.ts";
import { watchNetwork } from "./network-events.ts";

/** How a search stands. `at`: when that was heard, by `now`. */
export type QueueState =
  /** The line is not open yet, or was lost: then the server keeps the place for a while. */
  | { readonly is: "connecting"; readonly last: Heard | undefined }
  | { readonly is: "searching"; readonly last: Heard }
  | { readonly is: "admitted"; readonly admission: Admission }
  | { readonly is: "over"; readonly why: QueueEnding | "cancelled"; readonly reason: string };

export interface Heard {
  readonly news: QueueSearching;
  readonly at: number;
}

/** As much of a WebSocket as a search needs. */
export type QueueSocket = Pick<WebSocket, "send" | "close" | "addEventListener" | "readyState">;

export interface QueueLineOptions {
  /** ws: or wss:, with the game and the mode. */
  readonly url: string;
  readonly name: string;
  /** The least RTT to each region, in milliseconds; empty where nothing was measured. */
  readonly rtt?: readonly (readonly [region: string, ms: number])[];
  /** Undefined for a new player. */
  readonly token: string | undefined;
  /** The token to go on with. @param sent the one that was sent */
  keep(token: string, sent: string | undefined): void;
  changed(state: QueueState): void;
  readonly connect?: (url: string, protocols: string[]) => QueueSocket;
  /** Milliseconds. */
  readonly now?: () => number;
  /** The page is not seen: its timers come late. */
  readonly hidden?: () => boolean;
}

/** A line that has answered nothing for so long after a ping, or has not opened, is a lost one. Milliseconds. */
const ANSWER_MS = 8000;
/** The close with which a player cancels, or says that they have heard of their match. */
const NORMAL = 1000;

const browserHidden = (): boolean => typeof document !== "undefined" && document.visibilityState === "hidden";

export class QueueLine {
  readonly #options: QueueLineOptions;
  readonly #now: () => number;
  readonly #backoff: Backoff;
  readonly #end = new AbortController();
  #socket: QueueSocket | undefined;
  /** Ends what the present socket has begun. */
  #try = new AbortController();
  #state: QueueState = { is: "connecting", last: undefined };
  /** Stays this one's, also if other tabs become other players: the ticket is that player's. */
  #token: string | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pinger: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: QueueLineOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#now = options.now ?? (() => performance.now());
    this.#backoff = new Backoff(this.#now());
    watchNetwork(this.#end.signal, {
      doubtful: () => this.#ping(),
      back: () => (this.#isOpen ? this.#ping() : this.#connect()),
    });
    this.#connect();
  }

  get state(): QueueState {
    return this.#state;
  }

  /** The player does not want to play any more. */
  cancel(): void {
    this.#over({ is: "over", why: "cancelled", reason: "" });
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #connect(): void {
    this.#drop();
    const { url, connect = (to, protocols) => new WebSocket(to, protocols) } = this.#options;
    const player = this.#token;
    const { signal } = this.#try;
    const socket = connect(url, [QUEUE_SUBPROTOCOL, ...(player === undefined ? [] : [PLAYER_PREFIX + player])]);
    this.#socket = socket;
    this.#expect();
    const { name, rtt = [] } = this.#options;
    const join = {
      type: "join" as const,
      name,
      ...(rtt.length > 0 && { rtt: rtt.map(([region, ms]): [string, number] => [region, ms]) }),
    };
    socket.addEventListener("open", () => socket.send(encodeQueue(join)), { signal });
    socket.addEventListener("message", ({ data }: MessageEvent) => this.#hear(data), { signal });
    socket.addEventListener("close", ({ code, reason }: CloseEvent) => this.#lost(code, reason), { signal });
  }

  #hear(data: unknown): void {
    clearTimeout(this.#deadline);
    this.#backoff.hears(this.#now());
    this.#schedulePing();
    const news = typeof data === "string" ? decodeQueueNews(data) : undefined;
    if (!news) return;
    switch (news.type) {
      case "joined":
        this.#options.keep(news.player, this.#token);
        this.#token = news.player;
        return;
      case "searching":
        this.#backoff.works(this.#now());
        this.#become({ is: "searching", last: { news, at: this.#now() } });
        return;
      case "admitted":
        this.#over({ is: "admitted", admission: news.admission });
    }
  }

  #lost(code: number, reason: string): void {
    const next = afterQueueClose(code);
    if (next === "again") this.#comeBack();
    else this.#over({ is: "over", why: next, reason });
  }

  #comeBack(): void {
    this.#drop();
    const wait = this.#backoff.fails(this.#now());
    const { hidden = browserHidden } = this.#options;
    // A timer of a page that is not seen may come a minute late: by then the place is lost.
    if (hidden() && this.#backoff.tries === 1) this.#connect();
    else this.#retry = setTimeout(() => this.#connect(), wait);
    const { last } = this.#state.is === "searching" || this.#state.is === "connecting" ? this.#state : {};
    this.#become({ is: "connecting", last });
  }

  #schedulePing(): void {
    clearTimeout(this.#pinger);
    this.#pinger = setTimeout(() => this.#ping(), QUEUE_PING_MS);
  }

  #ping(): void {
    if (!this.#isOpen) return;
    this.#socket?.send(QUEUE_PING);
    this.#expect();
  }

  /** Something must come soon. */
  #expect(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lost(1006, "the line is lost"), ANSWER_MS);
  }

  #drop(): void {
    for (const timer of [this.#retry, this.#pinger, this.#deadline]) clearTimeout(timer);
    this.#try.abort();
    this.#try = new AbortController();
    const socket = this.#socket;
    this.#socket = undefined;
    // 3000: a lost line, not a cancel.
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(3000);
  }

  #over(state: QueueState): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#drop();
    this.#end.abort();
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(NORMAL);
    this.#become(state);
  }

  #become(state: QueueState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}
