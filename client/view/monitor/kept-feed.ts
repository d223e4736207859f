/** The line to the monitor outlasts the page that has opened it by a little: the next page of the operator's goes on with it. */
import { MonitorFeed } from "#client/net/monitor-feed.ts";

/** Milliseconds. */
const KEPT_MS = 5000;
const PATH = "/monitor/socket";

let kept: MonitorFeed | undefined;
let users = 0;
let parting: ReturnType<typeof setTimeout> | undefined;

const urlOf = ({ protocol, host }: Location): string => `${protocol === "https:" ? "wss:" : "ws:"}//${host}${PATH}`;

function drop(): void {
  kept?.close();
  kept = undefined;
}

/** @param signal ends the use of it: the page is left */
export function keptFeed(signal: AbortSignal): MonitorFeed {
  clearTimeout(parting);
  // One that has ended comes back no more.
  if (kept?.link === "signedOut" || kept?.link === "refused") drop();
  const feed = kept ?? new MonitorFeed({ url: urlOf(location) });
  kept = feed;
  users += 1;
  signal.addEventListener("abort", () => {
    users -= 1;
    if (users > 0) return;
    feed.look({});
    parting = setTimeout(drop, KEPT_MS);
  });
  return feed;
}
