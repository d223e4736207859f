/**
 * Thousands of people ask for casual play, in bare workerd, and open no socket: does each get an admission, and one alone, how soon;
 * and does the throughput of pools add up. A process of workerd runs all its objects on one thread.
 */
import { Agent, request } from "node:http";
import * as v from "valibot";
import { Admission } from "#shared/protocol/http.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import type { Region } from "#worker/regions.ts";
import { cpuMs } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { median, percentile, round } from "../statistics.ts";

const PEOPLE = 5000;
const SPREAD_MS = 10_000;
/** Each so manieth presses Play a second time, in another window, as soon as the first answer is there. */
const TWICE = 10;
const RUNS = 3;

/** So many wait for an answer at a time, to find out how many a second are answered. */
const AT_ONCE = 64;
const WINDOW_MS = 5000;
const REGIONS: readonly Region[] = ["local", "weur", "eeur", "enam", "wnam", "sam", "oc", "afr"];
const MODES = ["brawl", "teams"] as const;
/** How many pools, and how many processes share them. The load has what is left of the machine. */
const SHARES = [
  { regions: REGIONS.slice(0, 1), modes: MODES.slice(0, 1), processes: 1 },
  { regions: REGIONS.slice(0, 4), modes: MODES.slice(0, 1), processes: 1 },
  { regions: REGIONS, modes: MODES, processes: 1 },
  { regions: REGIONS.slice(0, 4), modes: MODES.slice(0, 1), processes: 2 },
  { regions: REGIONS, modes: MODES, processes: 2 },
];

interface Wish {
  readonly mode?: string;
  readonly region?: Region;
  readonly token?: string;
}

interface Answer {
  readonly status: number;
  readonly admission: Admission | undefined;
  readonly ms: number;
}

/** Few connections that stay open: thousands of handshakes would be measured otherwise. */
function asker({ url }: WorkerdServer) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const ask = ({ token, mode = "brawl", region }: Wish): Promise<Answer> => {
    const start = performance.now();
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/api/play`, { agent, method: "POST", headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => {
          const ms = performance.now() - start;
          const status = answer.statusCode ?? 0;
          const read = status === 200 ? v.parse(Admission, JSON.parse(Buffer.concat(parts).toString())) : undefined;
          resolve({ status, admission: read, ms });
        });
      });
      sent.on("error", reject);
      sent.end(JSON.stringify({ name: "Ann", mode, region }));
    });
  };
  return { ask, end: () => agent.destroy() };
}

const playerOf = (token: string): string =>
  v.parse(v.object({ sub: v.string() }), JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString())).sub;

interface Crowd {
  readonly admitted: number;
  readonly lost: number;
  readonly doubled: number;
  readonly matches: number;
  readonly times: readonly number[];
  /** Of one core. */
  readonly server: number;
}

async function crowd(): Promise<Crowd> {
  const server = await startWorkerd();
  const { ask, end } = asker(server);
  try {
    const [began, used] = [performance.now(), cpuMs(server.pid)];
    const times: number[] = [];
    const codes = new Set<string>();
    const players = new Set<string>();
    let [lost, doubled] = [0, 0];
    await Promise.all(
      Array.from({ length: PEOPLE }, async (_, number) => {
        await new Promise((resolve) => setTimeout(resolve, (number * SPREAD_MS) / PEOPLE));
        const { admission, ms } = await ask({});
        times.push(ms);
        if (!admission) {
          lost += 1;
          return;
        }
        codes.add(admission.code);
        const player = playerOf(admission.player);
        if (players.has(player)) doubled += 1;
        players.add(player);
        if (number % TWICE > 0) return;
        const again = await ask({ token: admission.player });
        times.push(again.ms);
        if (!again.admission) lost += 1;
        else if (again.admission.code !== admission.code) doubled += 1;
      }),
    );
    const server1 = (cpuMs(server.pid) - used) / (performance.now() - began);
    return { admitted: players.size, lost, doubled, matches: codes.size, times, server: server1 };
  } finally {
    end();
    await server.stop();
  }
}

interface Throughput {
  readonly perSecond: number;
  /** Of one core, all servers together. */
  readonly server: number;
  readonly lost: number;
}

/** How many requests a second are answered, spread evenly over these pools. @param processes how many servers share them */
async function throughput(pools: readonly Wish[], processes = 1): Promise<Throughput> {
  const servers = await Promise.all(Array.from({ length: processes }, () => startWorkerd()));
  const askers = servers.map(asker);
  const used = () => servers.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
  try {
    let [answered, lost, turn] = [0, 0, 0];
    const [began, before] = [performance.now(), used()];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() - began < WINDOW_MS) {
          turn += 1;
          const pool = turn % pools.length;
          const { admission } = await askers[pool % processes].ask(pools[pool]);
          if (admission) answered += 1;
          else lost += 1;
        }
      }),
    );
    const wall = performance.now() - began;
    return { perSecond: (answered * 1000) / wall, server: (used() - before) / wall, lost };
  } finally {
    for (const { end } of askers) end();
    await Promise.all(servers.map((server) => server.stop()));
  }
}

export async function requests(): Promise<void> {
  const runs: Crowd[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await crowd());
  const sorted = runs.map(({ times }) => times.toSorted((a, b) => a - b));
  const at = (percent: number) => round(median(sorted.map((times) => percentile(times, percent))), 0);
  const most = (of: (one: Crowd) => number) => Math.max(...runs.map(of));
  show(
    `${PEOPLE} people ask for casual play in ${SPREAD_MS / 1000} s, one in ${TWICE} twice, sockets unopened, bare workerd`,
    [
      {
        admitted: Math.min(...runs.map(({ admitted }) => admitted)),
        lost: most(({ lost }) => lost),
        "in two places": most(({ doubled }) => doubled),
        matches: median(runs.map(({ matches }) => matches)),
        "p50 ms": at(50),
        "p99 ms": at(99),
        "server, of a core": `${round(100 * median(runs.map(({ server }) => server)), 0)}%`,
      },
    ],
  );
  keep("matchmaking.joins5000.p50ms", at(50));
  keep("matchmaking.joins5000.p99ms", at(99));
  let lost = runs.reduce((sum, one) => sum + one.lost + one.doubled + PEOPLE - one.admitted, 0);
  const rows = [];
  const perCore: number[] = [];
  for (const { regions, modes, processes } of SHARES) {
    const pools = regions.flatMap((region) => modes.map((mode) => ({ mode, region })));
    const found = await throughput(pools, processes);
    lost += found.lost;
    perCore.push(found.perSecond / found.server);
    keep(`matchmaking.pools${pools.length}.processes${processes}.requestsPerSecond`, round(found.perSecond, 0));
    rows.push({
      pools: pools.length,
      processes,
      "requests a second": round(found.perSecond, 0),
      "servers, of a core": `${round(100 * found.server, 0)}%`,
      "a second of a server's core": round(found.perSecond / found.server, 0),
    });
  }
  show("Casual play from 1, 4 and 16 pools; all objects of a process of bare workerd share one thread", rows);
  // Of linear, where each process has a core of its own.
  keep("matchmaking.pools.perCoreOverOne", round(Math.min(...perCore.slice(1)) / perCore[0]));
  keep("matchmaking.lost", lost);
}
