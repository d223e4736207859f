/** `npm run bench [NAME…]`: prints figures. They decide nothing: machines are noisy. */
import { spawnSync } from "node:child_process";
import { bill } from "./bill.ts";
import { bytes } from "./bytes.ts";
import { capacity } from "./capacity.ts";
import { client } from "./client.ts";
import { costs } from "./cost.ts";
import { joins } from "./joins.ts";
import { kit } from "./kit.ts";
import { matches } from "./matches.ts";
import { rate } from "./rate.ts";
import { save } from "./results.ts";

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  kit,
  bytes,
  cost: costs,
  capacity,
  matches,
  joins,
  bill,
  rate,
  client,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

/** Runs a command of npm's to its end. @throws {Error} it failed */
function npm(...args: string[]): void {
  const { status } = spawnSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}`);
}

npm("ci", "--prefix", "test/bench/peer", "--loglevel", "error");
npm("run", "build", "--loglevel", "error");
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  await bench();
  save();
}
