/** `npm run deploy`, after the build: deploys the Worker, and gives its bucket the rules by which it forgets. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { Deployed, setLifecycle } from "./lifecycle.ts";
import { wrangler } from "./wrangler.ts";

const CONFIG = "dist/scrim/wrangler.json";

const args = process.argv.slice(2);
try {
  await wrangler(["deploy", "-c", CONFIG, ...args]);
  // The bucket is there now: the first deploy has made it.
  if (!args.includes("--dry-run")) await setLifecycle(v.parse(Deployed, JSON.parse(readFileSync(CONFIG, "utf8"))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
