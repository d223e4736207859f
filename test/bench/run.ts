/** `npm run bench -- [NAME…]`: prints figures. They decide nothing: machines are noisy. */
import { spawnSync } from "node:child_process";
import { runCommand, UsageError } from "../../scripts/usage.ts";
import { charts } from "./charts/charts.ts";
import { author } from "./kit/author.ts";
import { bill } from "./kit/bill.ts";
import { bytes } from "./kit/bytes.ts";
import { kit } from "./kit/kit.ts";
import { ladderTruth } from "./kit/ladder-truth.ts";
import { pairing, pairingKills } from "./kit/pairing.ts";
import { profile } from "./kit/profile.ts";
import { replay } from "./kit/replay.ts";
import { storage } from "./kit/storage.ts";
import { client } from "./net/client.ts";
import { delay } from "./net/delay.ts";
import { feel } from "./net/feel.ts";
import { phone } from "./net/phone.ts";
import { rate } from "./net/rate.ts";
import { stalled } from "./net/stalled.ts";
import { capacity } from "./peers/capacity.ts";
import { costs } from "./peers/cost.ts";
import { forget, save } from "./results.ts";
import { flood } from "./soak/flood.ts";
import { hour } from "./soak/hour.ts";
import { joins } from "./soak/joins.ts";
import { kills } from "./soak/kills.ts";
import { ladder } from "./soak/ladder.ts";
import { malformedMessages } from "./soak/malformed.ts";
import { matches } from "./soak/matches.ts";
import { monitor } from "./soak/monitor.ts";
import { monitorPage } from "./soak/monitor-page.ts";
import { queue } from "./soak/queue.ts";
import { ratingKills } from "./soak/rating-kills.ts";
import { requests } from "./soak/requests.ts";
import { storm } from "./soak/storm.ts";
import { turns } from "./soak/turns.ts";
import { unfinished } from "./soak/unfinished.ts";
import { watchKills } from "./soak/watch-kills.ts";
import { watchers } from "./soak/watchers.ts";

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  author,
  kit,
  profile,
  pairing,
  "pairing-kills": pairingKills,
  "ladder-truth": ladderTruth,
  bytes,
  feel,
  cost: costs,
  capacity,
  matches,
  joins,
  requests,
  ladder,
  queue,
  bill,
  rate,
  replay,
  client,
  "monitor-page": monitorPage,
  phone,
  flood,
  storm,
  storage,
  malformed: malformedMessages,
  stalled,
  unfinished,
  hour,
  turns,
  kills,
  "rating-kills": ratingKills,
  watchers,
  "watch-kills": watchKills,
  monitor,
  delay,
  charts,
};

/** Those that take minutes run only when they are asked for. */
const LONG: ReadonlySet<string> = new Set([
  "kills",
  "rating-kills",
  "pairing-kills",
  "ladder-truth",
  "malformed",
  "stalled",
  "unfinished",
  "hour",
  "turns",
  "watchers",
  "watch-kills",
  "monitor",
  "delay",
]);

const USAGE = `npm run bench -- [NAME…]

Builds, then prints figures and keeps them in test/bench/results.json. Without a name: all that do not take minutes.

  ${Object.keys(benches)
    .map((name) => (LONG.has(name) ? `${name}  (takes minutes)` : name))
    .join("\n  ")}`;

/** Runs a command of npm's to its end. @throws {Error} it failed */
function npm(...args: string[]): void {
  const { status } = spawnSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}`);
}

// By the terminal's Ctrl+C too, an end is one that the processes of a measurement are told of.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const times: { part: string; seconds: number; ended: string }[] = [];

/** Runs a part and notes how long it took. One that throws does not stop the others. */
async function timed(part: string, work: () => void | Promise<void>): Promise<void> {
  const start = performance.now();
  let ended = "well";
  try {
    await work();
  } catch (error) {
    console.error(`\n${part} has failed:`, error);
    ended = "with an error";
    process.exitCode = 1;
  }
  times.push({ part, seconds: Math.round((performance.now() - start) / 1000), ended });
}

async function run(asked: readonly string[]): Promise<never> {
  const unknown = asked.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined) throw new UsageError(`there is no benchmark ${unknown}`);
  const wanted = (name: string): boolean => (asked.length === 0 ? !LONG.has(name) : asked.includes(name));
  await timed("install", () => npm("ci", "--prefix", "test/bench/peers", "--loglevel", "error"));
  // Not a part: what was built before is not what is to be measured.
  npm("run", "build", "--loglevel", "error");
  if (asked.length === 0) forget();
  for (const [name, bench] of Object.entries(benches)) {
    if (!wanted(name)) continue;
    await timed(name, bench);
    save();
  }
  times.push({ part: "all", seconds: times.reduce((sum, { seconds }) => sum + seconds, 0), ended: "" });
  console.log("\nHow long it took");
  console.table(times);
  // A part that has failed may have left sockets open.
  process.exit();
}

await runCommand({ usage: USAGE, options: {}, words: Number.POSITIVE_INFINITY }, (_, names) => run(names));
