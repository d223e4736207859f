/** `npm run mutate`: changes the code in small ways, one at a time, and tells which of the changes no unit test notices. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand, UsageError } from "../../scripts/usage.ts";

const HOME = join("test", "mutate");
const STRYKER = join(HOME, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");

const USAGE = `npm run mutate -- PATH

Changes a file, or each file of a folder, in small ways, one at a time, and tells which of the changes no test notices.
The tests are those of ${join("test", "unit")} that stand where PATH does: a change that only a test elsewhere notices is in code that
has no test of its own. The first run installs Stryker in ${HOME}. Such as:

  npm run mutate -- worker/match/inputs
  npm run mutate -- shared/log/delta.ts`;

/** @returns whether it has ended well */
function run(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const shell = process.platform === "win32" && file === "npm";
  return spawnSync(file, args, { stdio: "inherit", shell, env: { ...process.env, ...env } }).status === 0;
}

/** The folder of unit tests that is nearest to this path. @throws {UsageError} there is none */
function testsOf(path: string): string {
  for (let folder = path; folder !== "." && folder !== dirname(folder); folder = dirname(folder)) {
    const tests = join("test", "unit", folder);
    if (existsSync(tests)) return tests;
  }
  throw new UsageError(`there are no unit tests of ${path}`);
}

await runCommand({ usage: USAGE, options: {}, words: 1 }, (_, [path]) => {
  if (path === undefined) throw new UsageError("say what is to be changed, such as worker/match/inputs");
  if (!existsSync(path)) throw new UsageError(`there is no ${path}`);
  if (!/^(shared|worker|client)\b/.test(path)) throw new UsageError(`${path} is in none of shared, worker and client`);
  const env = { MUTATE_TESTS: testsOf(path) };
  const mutated = statSync(path).isDirectory() ? join(path, "**", "*.ts") : path;
  if (!existsSync(STRYKER) && !run("npm", ["ci", "--prefix", HOME])) return 1;
  const config = join(HOME, "stryker.config.json");
  return run(process.execPath, [STRYKER, "run", config, "--mutate", mutated], env) ? 0 : 1;
});
