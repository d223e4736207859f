/**
 * What the operator's monitor costs the server: bare workerd with 100 matches at play, with a page's socket open that looks at the
 * lists, and without. The difference of two windows of play is smaller than what two windows of the same kind differ by, so it is added
 * up of its parts: what a page costs a server at which nothing is played, and the reports and answers that it has come more often, each
 * at the price of a thousand of its kind. And that nothing is called for it while no page looks. A module around the server counts the
 * calls.
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { Play } from "../peers/play.ts";
import { cpuMs } from "../peers/proc.ts";
import { scrim, startMatches } from "../peers/scrim.ts";
import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";

const MATCHES = 100;
const PLAYERS = 2;
const TICK_RATE = 30;
/** Windows of each kind, and how long each lasts, in seconds. */
const WINDOWS = 2;
const SECONDS = 10;
/** A match hears that the monitor looks with its next report: a minute later at most. Milliseconds. */
const NOTICED_MS = 62_000;
/** Calls of a kind of which the price is taken. */
const PRICED = 1000;
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
  nothing() {}
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
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/bench/calls") return Response.json({ calls, reports });
    if (pathname !== "/bench/repeat") return server.fetch(request, open(env), ctx);
    // A pool that is no part of the server's: with as many matches as there are.
    const pool = env.POOL.getByName("priced");
    const match = env.MATCH.getByName(searchParams.get("code"));
    const place = { game: "arena", mode: "custom", region: "weur" };
    const { vitals } = await match.look(false);
    const people = { seats: 2, players: 2, bots: 0, spectators: 0, playerIds: [] };
    const report = (n) => pool.report({ ...place, ...people, code: "C" + (n % 100), status: "live", listed: false }, vitals);
    const acts = { report, nothing: () => match.nothing(), vitals: () => match.look(false), news: () => pool.news(place, "") };
    for (let n = Number(searchParams.get("n")); n > 0; n--) await acts[searchParams.get("act")](n);
    return Response.json({ calls, reports });
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

const serve = () => startMatches(MATCHES, { seats: PLAYERS, tickRate: TICK_RATE }, AROUND);

const fetchCalls = async (url: string) => v.parse(Calls, await (await fetch(url)).json());

/**
 * What the monitor's parts cost a server at which nothing is played, in milliseconds of processor time: a call of each kind; and a
 * second of a page that looks, with so many calls in it.
 */
async function priced() {
  const server = await serve();
  const { origin, pathname } = new URL(server.urls[0]);
  const busy = async (work: () => Promise<unknown>) => {
    const before = cpuMs(server.pid);
    await work();
    return cpuMs(server.pid) - before;
  };
  const price = async (act: "report" | "nothing" | "vitals" | "news") => {
    const ask = (n: number) => fetchCalls(`${origin}/bench/repeat?act=${act}&n=${n}&code=${pathname.slice(1)}`);
    await ask(PRICED);
    return (await busy(() => ask(PRICED))) / PRICED;
  };
  let close = () => {};
  try {
    const [report, news] = [await price("report"), await price("news")];
    // What a report holds a match puts together by itself: here it is called for, which costs as much as a call of nothing.
    const vitals = (await price("vitals")) - (await price("nothing"));
    await sleep(LET_GO_MS);
    const alone = await busy(() => sleep(SECONDS * 1000));
    close = await look(origin);
    const before = await fetchCalls(`${origin}/bench/calls`);
    const seen = await busy(() => sleep(SECONDS * 1000));
    const after = await fetchCalls(`${origin}/bench/calls`);
    const calls = (after.calls - before.calls) / SECONDS;
    return { report, news, vitals: Math.max(0, vitals), page: Math.max(0, seen - alone) / SECONDS, calls };
  } finally {
    close();
    await server.stop();
  }
}

export async function monitor(): Promise<void> {
  const prices = await priced();
  const server = await serve();
  const { origin } = new URL(server.urls[0]);
  const calls = () => fetchCalls(`${origin}/bench/calls`);
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
    // Matches that have just begun report more often than those that go on.
    await sleep(NOTICED_MS);
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
  const each = (count: number) => count / (WINDOWS * SECONDS);
  const { page } = prices;
  // The page's own second has answers in it, in which nothing has changed.
  const rows = each(reported.with) / MATCHES;
  const reports = Math.max(0, each(reported.with - reported.without)) * (prices.report + prices.vitals);
  const answers = (Math.max(0, each(called.with) - prices.calls) + rows) * prices.news;
  /** Milliseconds of processor time a second. */
  const played = 10 * median(windows.without);
  const share = (page + reports + answers) / played;
  keep("monitor.cpuShare", round(share, 4));
  keep("monitor.callsUnseen", called.without);
  const row = (what: string, kind: "without" | "with") => ({
    what,
    "of a core": windows[kind].map((cpu) => `${round(cpu, 1)}%`).join(" "),
    "calls for the monitor a second": round(each(called[kind]), 2),
    "reports a second": round(each(reported[kind]), 2),
  });
  const percent = (value: number) => `${round(100 * value, 2)}%`;
  show(`The monitor, ${MATCHES} matches of ${PLAYERS} players, ${WINDOWS} windows of ${SECONDS} s by turns`, [
    row("no page looks", "without"),
    row("a page looks", "with"),
  ]);
  const part = (what: string, ms: number, how: string) => ({
    ...{ what, "ms of processor time a second": round(ms, 2), "of the matches'": percent(ms / played), how },
  });
  const ms = (value: number) => `${round(value, 3)} ms`;
  show("What the monitor costs, added up", [
    part("the page", page, `at a server of ${MATCHES} empty matches, ${round(prices.calls, 1)} calls a second`),
    part("more reports", reports, `${ms(prices.report)} a report, ${ms(prices.vitals)} for what is in it`),
    part("more in the answers of pools", answers, `${ms(prices.news)} for one with all ${MATCHES} matches`),
    part("all", share * played, ""),
  ]);
}
