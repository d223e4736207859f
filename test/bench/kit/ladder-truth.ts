/** Ladders under kills, beside known truth, and verified from their replays: `npm run ladder` prints each by itself. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run as corpus } from "#test/ladder/corpus/command.ts";
import { run as simulate } from "#test/ladder/simulate/command.ts";
import { run as truth } from "#test/ladder/truth/command.ts";
import { run as verify } from "#test/ladder/verify/command.ts";

/** Runs one of the commands. @throws {Error} it has found what must not be */
async function well(command: (args: readonly string[]) => Promise<void>, ...args: string[]): Promise<void> {
  await command([...args, "--keep"]);
  if (process.exitCode) throw new Error(`npm run ladder has ended with ${process.exitCode}`);
}

export async function ladderTruth(): Promise<void> {
  await well(simulate);
  await well(truth);
  const folder = mkdtempSync(join(tmpdir(), "scrim-ladder-"));
  try {
    await corpus([folder]);
    await well(verify, folder, "arena", "pairs");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
