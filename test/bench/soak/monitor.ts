/**
 * What the operator's monitor costs the server: processor time of bare workerd with 100 matches at play, with a page's socket open
 * that looks at the lists, and without, by turns in one run. And that it costs nothing while no page looks: no object is called for
 * it then. A module around the server counts the calls.
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { Play } from "../peers/play.ts";
import { scrim, startMatches } from "../peers/scrim.ts";
import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";

const MATCHES = 100;
const PLAYERS = 2;
const TICK_RATE = 30;
/** Windows of each kind, and how long each lasts, in seconds. */
const WINDOWS = 4;
const SECONDS = 20;
/** A match hears that the monitor looks with its next report: a minute later at most. Milliseconds. */
const NOTICED_MS = 62_000;
/** So long after the last look a match has been told that none looks, in milliseconds: 15 s of the pool, 10 of the match. */
const LET_GO_MS = 27_000;

/** What is called for the monitor alone. */
const AROUND = `
import server from "./index.js";
import { MatchObject as Match, PoolObject as Pool, MonitorObject as Monitor } from "./index.js";
export * from "./index.js";
let calls = 0;
let reports = 0;
const open = (env) => ({ ...env, LOOPBACK_ONLY: "1" });
export class MatchObject extends Match {
  constructor(ctx, env) { super(ctx, open(env)); }
  look(tables) { calls += 1; return super.look(tables); }
}
export class PoolObject extends Pool {
  constructor(ctx, env) { super(ctx, open(env)); }
  news(place, since) { calls += 1; return super.news(place, since); }
  report(report, vitals) { reports += 1; return super.report(report, vitals); }
}
export class MonitorObject extends Monitor {
  constructor(ctx, env) { super(ctx, open(env)); }
  alarm() { calls += 1; return super.alarm?.(); }
  snapshot() { calls += 1; return super.snapshot(); }
  count(counted) { calls += 1; return super.count(counted); }
  fault(fault) { calls += 1; return super.fault(fault); }
}
export default {
  fetch(request, env, ctx) {
    const isAsked = new URL(request.url).pathname === "/bench/calls";
    return isAsked ? Response.json({ calls, reports }) : server.fetch(request, open(env), ctx);
  },
};
`;

const Calls = v.object({ calls: v.number(), reports: v.number() });

/** A page that looks at the lists. @returns closes it */
async function look(origin: string): Promise<() => void> {
  const { openSocket } = await import("../peers/socket.mjs");
  const socket = await openSocket(`${origin.replace(/^http/, "ws")}/monitor/socket`, [], () => {});
  const say = () => socket.send(JSON.stringify({ type: "look" }));
  say();
  // As a page does, which is taken for hidden otherwise.
  const timer = setInterval(say, 30_000);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}

export async function monitor(): Promise<void> {
  const server = await startMatches(MATCHES, { seats: PLAYERS, tickRate: TICK_RATE }, AROUND);
  const { origin } = new URL(server.urls[0]);
  const calls = async () => v.parse(Calls, await (await fetch(`${origin}/bench/calls`)).json());
  const play = new Play({ server, target: scrim, tickRate: TICK_RATE });
  const windows = { without: [] as number[], with: [] as number[] };
  const called = { without: 0, with: 0 };
  const reported = { without: 0, with: 0 };
  let close = () => {};
  const measure = async (kind: "without" | "with") => {
    const before = await calls();
    windows[kind].push((await play.measure(SECONDS)).cpuPercent);
    const after = await calls();
    called[kind] += after.calls - before.calls;
    reported[kind] += after.reports - before.reports;
  };
  try {
    await play.join(MATCHES * PLAYERS);
    await play.ready();
    for (let window = 0; window < WINDOWS; window++) {
      await measure("without");
      close = await look(origin);
      await sleep(NOTICED_MS);
      await measure("with");
      close();
      await sleep(LET_GO_MS);
    }
  } finally {
    close();
    await play.end();
  }
  const pairs = windows.without.map((cpu, i) => windows.with[i] / cpu - 1);
  const share = median(pairs);
  keep("monitor.cpuShare", round(share, 4));
  keep("monitor.callsUnseen", called.without);
  const each = (count: number) => round(count / (WINDOWS * SECONDS), 2);
  const row = (what: string, kind: "without" | "with") => ({
    what,
    "of a core": windows[kind].map((cpu) => `${round(cpu, 1)}%`).join(" "),
    "calls for the monitor a second": each(called[kind]),
    "reports a second": each(reported[kind]),
  });
  const percent = (value: number) => `${round(100 * value, 1)}%`;
  show(
    `The monitor, ${MATCHES} matches of ${PLAYERS} players, ${WINDOWS} windows of ${SECONDS} s by turns: ${percent(share)} more (median of ${pairs.map(percent).join(", ")})`,
    [row("no page looks", "without"), row("a page looks", "with")],
  );
}
