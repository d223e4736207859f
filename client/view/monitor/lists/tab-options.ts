import type { MonitorFeed } from "#client/net/monitor-feed.ts";

/** What a list is given. */
export interface TabOptions {
  /** What has been told of the server, and its time. */
  readonly feed: Pick<MonitorFeed, "store" | "now">;
  /** When this page began to be told, by the server's time: milliseconds since 1970. */
  readonly since: number;
  go(path: string): void;
}
