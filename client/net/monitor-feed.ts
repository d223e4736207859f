/** What the monitor tells, as it stands, for pages: the line, what it has brought, and what it is asked. Headless. */
import type { MatchLook, MatchRow, MonitorNews } from "#shared/monitor/index.ts";
import { MonitorLine, type MonitorLineOptions, type MonitorLink, type Wish } from "./monitor-line.ts";
import { MonitorStore } from "./monitor-store.ts";

/** What has changed: a kind of news, or the link. */
export type FeedChange = MonitorNews["type"] | "link";
type Listener = (change: FeedChange) => void;

/** The one match that is looked at. `row`: null where there is none any more. `look`: null where it has not answered. */
export interface MatchNews {
  readonly id: string;
  readonly row: MatchRow | null;
  readonly look: MatchLook | null;
}

export interface FeedOptions extends Pick<MonitorLineOptions, "url" | "connect"> {
  /** This machine's time, in milliseconds since 1970. */
  readonly date?: () => number;
}

export class MonitorFeed {
  readonly store = new MonitorStore();
  readonly #line: MonitorLine;
  readonly #date: () => number;
  readonly #listeners = new Set<Listener>();
  #operator = "";
  /** By how much the server's clock is ahead of this machine's, in milliseconds. */
  #ahead = 0;
  #match: MatchNews | undefined;

  constructor({ date = Date.now, ...options }: FeedOptions) {
    this.#date = date;
    this.#line = new MonitorLine({
      ...options,
      changed: () => this.#say("link"),
      heard: (news) => this.#hear(news),
    });
  }

  get link(): MonitorLink {
    return this.#line.link;
  }

  /** The operator's name; empty before the first news. */
  get operator(): string {
    return this.#operator;
  }

  /** The match that is looked at, as it was told last; undefined before the first time. */
  get match(): MatchNews | undefined {
    return this.#match;
  }

  /** The server's time, in milliseconds since 1970. */
  now(): number {
    return this.#date() + this.#ahead;
  }

  /** Looks at this from now on, besides the lists: `{ match, tables }`, `{ ladders }` or nothing. */
  look(wish: Wish): void {
    if (this.#match?.id !== (wish.match ?? undefined)) this.#match = undefined;
    this.#line.look(wish);
  }

  /** Is told of each change, at once. @param signal ends it */
  watch(listener: Listener, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** For good. */
  close(): void {
    this.#line.close();
    this.#listeners.clear();
  }

  #hear(news: MonitorNews): void {
    if (news.type === "hello") {
      this.#operator = news.operator;
      this.#ahead = news.now - this.#date();
    }
    if (news.type === "match") this.#match = news;
    else this.store.apply(news);
    this.#say(news.type);
  }

  #say(change: FeedChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
