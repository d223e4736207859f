/** What has been since the line to the monitor was opened: it outlasts a page, as the line does. */
import type { MonitorFeed } from "#client/net/monitor-feed.ts";
import { History } from "./totals.ts";

interface Since {
  /** When it was first asked for, by the server's time: milliseconds since 1970. */
  readonly since: number;
  readonly history: History;
}

const known = new WeakMap<MonitorFeed, Since>();

export function historyOf(feed: MonitorFeed): Since {
  const found = known.get(feed) ?? { since: feed.now(), history: new History() };
  known.set(feed, found);
  return found;
}
