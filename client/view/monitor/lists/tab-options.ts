import type { MonitorFeed } from "#client/net/monitor-feed.ts";

/** What a small list is given. */
export interface TabOptions {
  readonly feed: MonitorFeed;
  /** When this page began to be told, by the server's time: milliseconds since 1970. */
  readonly since: number;
  go(path: string): void;
}
