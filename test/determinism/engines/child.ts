/** The near end of lines.ts, for an engine that runs the sources themselves. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { end, owned } from "#test/support/process.ts";
import type { Line } from "../engine.ts";

const SCRIPT = fileURLToPath(new URL("./lines.ts", import.meta.url));

/** @param command an executable that runs TypeScript */
export async function childLine(command: string): Promise<Line> {
  const child = owned(spawn(command, [SCRIPT], { stdio: ["pipe", "pipe", "inherit"] }));
  // What is asked of a process that has ended is answered by its end, below.
  child.stdin.on("error", () => {});
  await once(child, "spawn");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (text) => {
      child.stdin.write(`${text}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${command} has ended, and owes an answer to ${text}`);
      return value;
    },
    stop: () => end(child),
  };
}
