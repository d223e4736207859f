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
const WINDOWS = 3;
const SECONDS = 10;
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
const open = (env) => ({ ...env, LOOPBACK_ONLY: "1" });
export class MatchObject extends Match {
  constructor(ctx, env) { super(ctx, open(env)); }
  look(tables) { calls += 1; return super.look(tables); }
}
export class PoolObject extends Pool {
  constructor(ctx, env) { super(ctx, open(env)); }
  news(place, since) { calls += 1; return super.news(place, since); }
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
    return isAsked ? Response.json({ calls }) : server.fetch(request, open(env), ctx);
  },
};
`;

const Calls = v.object({ calls: v.number() });

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
  const calls = async () => v.parse(Calls, await (await fetch(`${origin}/bench/calls`)).json()).calls;
  const play = new Play({ server, target: scrim, tickRate: TICK_RATE });
  const windows = { without: [] as number[], with: [] as number[] };
  const called = { without: 0, with: 0 };
  let close = () => {};
  const measure = async (kind: "without" | "with") => {
    const before = await calls();
    windows[kind].push((await play.measure(SECONDS)).cpuPercent);
    called[kind] += (await calls()) - before;
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
  const [without, looking] = [median(windows.without), median(windows.with)];
  const share = looking / without - 1;
  keep("monitor.cpuShare", round(share, 4));
  keep("monitor.callsUnseen", called.without);
  const row = (what: string, cpu: number, count: number) => ({
    ...{
      what,
      "of a core": `${round(cpu, 1)}%`,
      "calls for the monitor a second": round(count / (WINDOWS * SECONDS), 2),
    },
  });
  show(
    `The monitor, ${MATCHES} matches of ${PLAYERS} players (medians of ${WINDOWS} windows of ${SECONDS} s by turns): ${round(100 * share, 1)}% more`,
    [row("no page looks", without, called.without), row("a page looks", looking, called.with)],
  );
}
