/** Runs the wrangler that this package has. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

const { resolve } = createRequire(import.meta.url);
const BIN = join(dirname(resolve("wrangler/package.json")), "bin/wrangler.js");

/**
 * @param quiet whether what it says is answered, rather than shown
 * @throws {Error} it has failed, and has said why
 */
export async function wrangler(args: readonly string[], quiet = false): Promise<string> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["inherit", quiet ? "pipe" : "inherit", "inherit"] });
  const [said, [status]] = await Promise.all([child.stdout ? text(child.stdout) : "", once(child, "close")]);
  if (status === 0) return said;
  // Its errors are in what it says, too.
  if (said !== "") console.error(said);
  throw new Error(`wrangler ${args.join(" ")} has failed`);
}
