/**
 * An operator's line to the monitor: docs/MONITOR.md, "The socket". It comes back by itself, says again what the page looks at, and
 * looks at nothing while the page is not seen. Headless.
 */
import * as v from "valibot";
import { logFault } from "#client/faults.ts";
import {
  LOOK_AGAIN_MS,
  MONITOR_CLOSE,
  MONITOR_PING,
  MONITOR_PONG,
  MonitorNews,
  type MonitorWish,
} from "#shared/monitor/news.ts";
import { type LineSocket, ReturningLine } from "./returning-line.ts";

/**
 * - `signedOut`: the operator has to sign in again.
 * - `refused`: the server does not understand this page; it is older or newer than the server.
 */
export type MonitorLink = "connecting" | "live" | "lost" | "signedOut" | "refused";

/** What a page looks at besides the lists. */
export type Wish = Readonly<Partial<Omit<MonitorWish, "type" | "hidden">>>;

export interface MonitorLineOptions {
  /** ws: or wss: */
  readonly url: string;
  connect?(url: string): LineSocket;
  /** The link is another one than before. */
  changed(link: MonitorLink): void;
  heard(news: MonitorNews): void;
  /** Milliseconds. */
  readonly now?: (() => number) | undefined;
}

/** So long after the last news the line is asked whether it holds, in milliseconds. */
const PING_MS = 20_000;

const ENDINGS: ReadonlyMap<number, MonitorLink> = new Map([
  [MONITOR_CLOSE.signedOut, "signedOut"],
  [MONITOR_CLOSE.malformed, "refused"],
]);

const News = v.pipe(v.string(), v.parseJson(), MonitorNews);

const isHidden = (): boolean => "document" in globalThis && document.visibilityState === "hidden";

export class MonitorLine {
  readonly #options: MonitorLineOptions;
  readonly #line: ReturningLine;
  readonly #end = new AbortController();
  #link: MonitorLink = "connecting";
  #wish: Wish = {};
  /** What the server was told last on this socket, and when. */
  #told = "";
  #toldAt = Number.NEGATIVE_INFINITY;
  /** News that can't be read are logged once. */
  #isPuzzled = false;

  constructor(options: MonitorLineOptions) {
    this.#options = options;
    const { url, connect = (to) => new WebSocket(to), now } = options;
    this.#line = new ReturningLine({
      ping: { text: MONITOR_PING, ms: PING_MS },
      connect: () => connect(url),
      opened: () => this.#tell(),
      heard: (data) => this.#hear(data),
      lost: (code) => this.#lost(code),
      now,
    });
    if ("document" in globalThis)
      document.addEventListener("visibilitychange", () => this.#tell(), { signal: this.#end.signal });
    this.#line.connect();
  }

  get link(): MonitorLink {
    return this.#link;
  }

  /** Looks at this from now on. */
  look(wish: Wish): void {
    this.#wish = wish;
    this.#tell();
  }

  /** For good. */
  close(): void {
    this.#end.abort();
    this.#line.end();
  }

  #tell(): void {
    const wish: MonitorWish = {
      type: "look",
      hidden: isHidden(),
      ladders: false,
      match: null,
      tables: false,
      ...this.#wish,
    };
    const text = JSON.stringify(wish);
    const now = this.#options.now?.() ?? performance.now();
    // The server knows by it that the page is still there. News come, or the answer to a ping, so this is looked at often enough.
    const isDue = !wish.hidden && now - this.#toldAt >= LOOK_AGAIN_MS;
    if ((text === this.#told && !isDue) || !this.#line.send(text)) return;
    this.#told = text;
    this.#toldAt = now;
  }

  #hear(data: unknown): boolean {
    this.#tell();
    if (data === MONITOR_PONG) return false;
    const news = v.safeParse(News, data);
    if (!news.success) {
      this.#puzzle(news.issues);
      return false;
    }
    this.#turn("live");
    this.#options.heard(news.output);
    return true;
  }

  /** Of a newer server, which has more to say; or a fault. */
  #puzzle(issues: readonly v.BaseIssue<unknown>[]): void {
    if (this.#isPuzzled) return;
    this.#isPuzzled = true;
    const [{ message, path = [] }] = issues as readonly [v.BaseIssue<unknown>];
    logFault("monitor_news_unread", { path: path.map(({ key }) => String(key)).join(".") }, message);
  }

  #lost(code: number): void {
    this.#told = "";
    const ending = ENDINGS.get(code);
    if (ending) this.close();
    else this.#line.comeBack();
    this.#turn(ending ?? "lost");
  }

  #turn(link: MonitorLink): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#options.changed(link);
  }
}
