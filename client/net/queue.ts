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
import { type LineSocket, ReturningLine } from "./returning-line.ts";

/** How a search stands. `at`: when that was heard, by `now`. */
export type QueueState =
  /** The line is not open yet, or was lost: then the server keeps the place for a while. */
  | { readonly is: "connecting"; readonly last: Heard | undefined }
  | { readonly is: "searching"; readonly last: Heard }
  | { readonly is: "admitted"; readonly admission: Admission }
  | {
      readonly is: "over";
      readonly why: QueueEnding | "cancelled";
      readonly reason: string;
      /** The player may search again in so many milliseconds from then on. */
      readonly pause?: number | undefined;
    };

export interface Heard {
  readonly news: QueueSearching;
  readonly at: number;
}

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
  readonly connect?: (url: string, protocols: string[]) => LineSocket;
  /** Milliseconds. */
  readonly now?: () => number;
  /** The page is not seen: its timers come late. */
  readonly hidden?: () => boolean;
}

export class QueueLine {
  readonly #options: QueueLineOptions;
  readonly #now: () => number;
  readonly #line: ReturningLine;
  #state: QueueState = { is: "connecting", last: undefined };
  /** Stays this one's, also if other tabs become other players: the ticket is that player's. */
  #token: string | undefined;
  #pause: number | undefined;

  constructor(options: QueueLineOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#now = options.now ?? (() => performance.now());
    this.#line = new ReturningLine({
      ...{ ping: { text: QUEUE_PING, ms: QUEUE_PING_MS }, now: options.now, hidden: options.hidden },
      connect: () => this.#open(),
      opened: () => this.#join(),
      heard: (data) => this.#hear(data),
      lost: (code, reason) => this.#lost(code, reason),
    });
    this.#line.connect();
  }

  get state(): QueueState {
    return this.#state;
  }

  /** The player does not want to play any more. */
  cancel(): void {
    this.#over({ is: "over", why: "cancelled", reason: "" });
  }

  #open(): LineSocket {
    const { url, connect = (to, protocols) => new WebSocket(to, protocols) } = this.#options;
    return connect(url, [QUEUE_SUBPROTOCOL, ...(this.#token === undefined ? [] : [PLAYER_PREFIX + this.#token])]);
  }

  #join(): void {
    const { name, rtt = [] } = this.#options;
    const measured = rtt.map(([region, ms]): [string, number] => [region, ms]);
    this.#line.send(encodeQueue({ type: "join", name, ...(measured.length > 0 && { rtt: measured }) }));
  }

  #hear(data: unknown): boolean {
    const news = typeof data === "string" ? decodeQueueNews(data) : undefined;
    switch (news?.type) {
      case "joined":
        this.#options.keep(news.player, this.#token);
        this.#token = news.player;
        return false;
      case "searching":
        this.#become({ is: "searching", last: { news, at: this.#now() } });
        return true;
      case "admitted":
        this.#over({ is: "admitted", admission: news.admission });
        return true;
      case "paused":
        this.#pause = news.ms;
        return true;
      case undefined:
        return false;
    }
  }

  #lost(code: number, reason: string): void {
    const next = afterQueueClose(code);
    if (next !== "again") {
      this.#over({ is: "over", why: next, reason, pause: this.#pause });
      return;
    }
    this.#line.comeBack();
    const { last } = this.#state.is === "searching" || this.#state.is === "connecting" ? this.#state : {};
    this.#become({ is: "connecting", last });
  }

  #over(state: QueueState): void {
    this.#line.end();
    this.#become(state);
  }

  #become(state: QueueState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}
