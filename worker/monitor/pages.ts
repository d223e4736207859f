/** The open sockets of operators' pages: what each looks at, and what it has been told. */
import * as v from "valibot";
import { LOOK_AGAIN_MS, MONITOR_CLOSE, type MonitorNews, MonitorWish } from "#shared/monitor/index.ts";
import { Attached, type MonitorArrival } from "./arrival.ts";
import { Feed } from "./feed.ts";

/** So much may wait to leave to a page; of more, it is told nothing until it has read some. Bytes. */
const MOST_BUFFERED = 1 << 20;
/** The longest message of a page, in characters. */
const MOST_WISH = 1024;

const Wish = v.pipe(v.string(), v.maxLength(MOST_WISH), v.parseJson(), MonitorWish);

/** What a page looks at that has not said anything yet. */
const FIRST = v.parse(MonitorWish, { type: "look" });

/** As much of a hibernating WebSocket as is needed. */
export type PageSocket = Pick<WebSocket, "readyState"> & {
  /** Absent in some runtimes, though the types have it. */
  readonly bufferedAmount?: number;
  serializeAttachment(value: unknown): void;
  deserializeAttachment(): unknown;
};

export interface Page<S extends PageSocket = PageSocket> {
  readonly socket: S;
  readonly attached: Attached;
  readonly feed: Feed;
}

export interface PagesOptions<S extends PageSocket> {
  readonly sockets: () => readonly S[];
  readonly close: (socket: S, code: number, reason: string) => void;
  /** Calls the platform, which may throw. */
  readonly send: (socket: S, text: string) => void;
  /** Milliseconds since 1970. */
  readonly date: () => number;
}

export class Pages<S extends PageSocket> {
  readonly #options: PagesOptions<S>;
  readonly #feeds = new WeakMap<S, Feed>();

  constructor(options: PagesOptions<S>) {
    this.#options = options;
  }

  /** A page comes. It looks at the lists until it says otherwise. */
  enter(socket: S, arrival: MonitorArrival): void {
    this.#attach(socket, { ...arrival, wish: FIRST, saidAt: this.#options.date() });
  }

  #attach(socket: S, attached: Attached): void {
    socket.serializeAttachment(attached);
  }

  /** A page has said something. @returns whether it was a wish */
  hear(socket: S, message: string | ArrayBuffer): boolean {
    const page = this.#pageOf(socket);
    const wish = v.safeParse(Wish, message);
    if (!page || !wish.success) {
      this.#options.close(socket, MONITOR_CLOSE.malformed, "this is no wish: docs/MONITOR.md");
      return false;
    }
    // Meanwhile it is told nothing.
    if (wish.output.hidden) page.feed.forget();
    this.#attach(socket, { ...page.attached, wish: wish.output, saidAt: this.#options.date() });
    return true;
  }

  #pageOf(socket: S): Page<S> | undefined {
    if (socket.readyState !== WebSocket.OPEN) return undefined;
    const attached = v.safeParse(Attached, socket.deserializeAttachment());
    if (!attached.success) return undefined;
    const feed = this.#feeds.get(socket) ?? new Feed();
    this.#feeds.set(socket, feed);
    return { socket, attached: attached.output, feed };
  }

  /** The pages that look. A sign-in that has run out ends here. */
  get looking(): readonly Page<S>[] {
    const now = this.#options.date();
    return this.#options.sockets().flatMap((socket) => {
      const page = this.#pageOf(socket);
      if (!page) return [];
      const { until, wish, saidAt } = page.attached;
      if (until !== undefined && now >= until) {
        this.#options.close(socket, MONITOR_CLOSE.signedOut, "sign in again");
        return [];
      }
      // Its machine may sleep, or its line be lost without a word.
      const isSilent = Math.abs(now - saidAt) > 3 * LOOK_AGAIN_MS;
      if (isSilent) page.feed.forget();
      return wish.hidden || isSilent ? [] : [page];
    });
  }

  /** Whether a page has read so much that more can be sent. */
  reads({ socket }: Page<S>): boolean {
    return (socket.bufferedAmount ?? 0) <= MOST_BUFFERED;
  }

  tell({ socket }: Page<S>, news: MonitorNews): void {
    this.#options.send(socket, JSON.stringify(news));
  }

  /** Tells all that look and have everything before it. */
  tellAll(news: MonitorNews): void {
    for (const page of this.looking) if (page.feed.isWhole) this.tell(page, news);
  }
}
