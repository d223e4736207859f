/**
 * `npm test`: everything that must hold, and one line at the end.
 *
 * A check is a command that passes or fails as a whole; the vitest projects count each of their tests.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { runCommand } from "../scripts/usage.ts";

const checks = ["lint", "typecheck"] as const;
const projects = ["unit", "workerd", "e2e"] as const;

const USAGE = `npm test

Everything that must hold: ${checks.join(", ")}, and the tests of ${projects.join(", ")}. Each alone:

${checks.map((check) => `  npm run ${check}`).join("\n")}
${projects.map((project) => `  npm run test:${project}`).join("\n")}

One file, and one test: npm run test:unit -- FILE -t "name of the test"`;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What has failed, a line each, so that the end of a long log says it. */
  readonly failures: readonly string[];
}

/** The npm that runs this, and the one of the machine where none does. */
const { npm_execpath } = process.env;
const [npm, ...before] = npm_execpath === undefined ? ["npm"] : [process.execPath, npm_execpath];

/**
 * Runs a script of package.json.
 * @param later whether what it says is shown when it ends, rather than at once
 * @returns whether it has passed
 */
async function run(script: string, args: readonly string[], later = false): Promise<boolean> {
  if (!later) console.log(`\n== ${script}`);
  const stdio = later ? "pipe" : "inherit";
  const child = spawn(npm, [...before, "run", "--silent", script, "--", ...args], {
    stdio: ["ignore", stdio, stdio],
  });
  const said = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ""));
  const [status] = await once(child, "close");
  if (later) console.log(`\n== ${script}\n${(await Promise.all(said)).join("")}`);
  return status === 0;
}

async function check(script: string): Promise<Counts> {
  const isPassed = await run(script, [], true);
  return isPassed ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [script] };
}

async function test(project: string, folder: string, later = false): Promise<Counts> {
  const file = join(folder, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const isPassed = await run(`test:${project}`, reporters, later);
  const counts = readCounts(file);
  if (counts.failed > 0 || isPassed) return counts;
  // A project that did not even start, or had an error outside its tests, has failed too.
  return { ...counts, failed: 1, failures: [`test:${project}, outside its tests`] };
}

async function runAll(): Promise<number> {
  const counts: Counts[] = [];
  const folder = mkdtempSync(join(tmpdir(), "scrim-test-"));
  // Tests start hundreds of processes, which load the same modules: compiled once, they start in half the time.
  process.env.NODE_COMPILE_CACHE ??= join(folder, "compiled");
  // These wait much, and have no time of the wall to keep to. Browser tests have, so they run with no others.
  const side = [test("unit", folder), test("workerd", folder, true), ...checks.map((script) => check(script))];
  counts.push(...(await Promise.all(side)));
  counts.push(await test("e2e", folder));
  rmSync(folder, { recursive: true });
  const sum = (of: "passed" | "failed") => counts.reduce((all, count) => all + count[of], 0);
  const failures = counts.flatMap((count) => count.failures);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join("\n")}`);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0 ? 0 : 1;
}

function readCounts(file: string): Counts {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    const { numPassedTests: passed, numFailedTests: failed, testResults } = asRecord(report);
    if (typeof passed === "number" && typeof failed === "number") {
      return { passed, failed, failures: asArray(testResults).flatMap(failuresOf) };
    }
    console.error(`no counts in ${file}`);
  } catch (error) {
    console.error(`no report of ${file}: ${String(error)}`);
  }
  return { passed: 0, failed: 1, failures: [file] };
}

/** @returns a line for each failed test of one file of vitest's report: its file, its name and what it said first */
function failuresOf(result: unknown): readonly string[] {
  const { name: file, status, message, assertionResults } = asRecord(result);
  const tests = asArray(assertionResults)
    .map(asRecord)
    .filter((test) => test.status === "failed")
    .map((test) => `${String(test.fullName)}: ${firstLine(asArray(test.failureMessages)[0])}`);
  // A file that could not be loaded has failed without a test.
  if (tests.length === 0 && status === "failed") tests.push(firstLine(message));
  return tests.map((test) => `${relative(process.cwd(), String(file))}: ${test}`);
}

const firstLine = (message: unknown): string => String(message).split("\n", 1)[0] ?? "";

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

await runCommand({ usage: USAGE, options: {} }, runAll);
