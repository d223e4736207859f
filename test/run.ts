/**
 * `npm test`: everything that must hold, the cheap first, and one line at the end.
 *
 * A step is a command that passes or fails as a whole; the vitest projects count each of their tests.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../scripts/usage.ts";

const steps: readonly [string, readonly string[]][] = [
  ["format and lint", ["biome", "ci", "--error-on-warnings", "."]],
  ["walls", ["depcruise", "--config", ".dependency-cruiser.mjs", "--no-progress", "shared", "worker", "client"]],
  ["types", ["tsc", "-b"]],
];
const projects = ["unit", "workerd", "e2e"] as const;

const USAGE = `npm test

Everything that must hold: format and lint, walls, types, then the tests of ${projects.join(", ")}.
Some of the tests: npx vitest run --project unit test/unit/NAME.test.ts`;

const bin = (name: string) => join("node_modules", ".bin", name);

function runAll(): number {
  let passed = 0;
  let failed = 0;
  for (const [name, [command, ...args]] of steps) {
    console.log(`\n== ${name}`);
    const { status } = spawnSync(bin(command), args, { stdio: "inherit" });
    if (status === 0) passed += 1;
    else failed += 1;
  }

  const output = mkdtempSync(join(tmpdir(), "scrim-test-"));
  for (const project of projects) {
    console.log(`\n== ${project}`);
    const file = join(output, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { status } = spawnSync(bin("vitest"), ["run", "--project", project, ...reporters], { stdio: "inherit" });
    const counts = readCounts(file);
    passed += counts.passed;
    // A project that did not even start, or had an error outside its tests, has failed too.
    failed += counts.failed > 0 || status === 0 ? counts.failed : 1;
  }
  rmSync(output, { recursive: true });

  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function readCounts(file: string): { passed: number; failed: number } {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof report !== "object" || report === null) return { passed: 0, failed: 1 };
    const { numPassedTests, numFailedTests } = report as Record<string, unknown>;
    if (typeof numPassedTests !== "number" || typeof numFailedTests !== "number") return { passed: 0, failed: 1 };
    return { passed: numPassedTests, failed: numFailedTests };
  } catch (error) {
    console.error(`no report of ${file}: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

await runCommand({ usage: USAGE, options: {} }, runAll);
