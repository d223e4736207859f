/** Lint, with the rules against what is not deterministic, and the walls between rooms, on the game's own files. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { run } from "../command.ts";
import { type Fault, notApplicable, type Verdict, verdict } from "../report.ts";
import { again, isOwn, type Subject } from "../subject.ts";

/** The folder of a package, which need not show its package.json. */
function packageOf(name: string): string {
  const main = fileURLToPath(import.meta.resolve(name));
  const inside = `${sep}${name.replace("/", sep)}${sep}`;
  return main.slice(0, main.lastIndexOf(inside) + inside.length);
}

/** What biome says of one place; fields that are not read here are left out. */
const Biome = v.object({
  diagnostics: v.array(
    v.object({
      severity: v.string(),
      message: v.string(),
      category: v.nullish(v.string()),
      location: v.nullish(
        v.object({ path: v.nullish(v.string()), start: v.nullish(v.object({ line: v.number(), column: v.number() })) }),
      ),
    }),
  ),
});

const Walls = v.object({
  summary: v.object({
    violations: v.array(
      v.object({
        from: v.string(),
        to: v.string(),
        rule: v.object({ name: v.string() }),
        comment: v.optional(v.string()),
      }),
    ),
  }),
});

async function biome(subject: Subject): Promise<readonly Fault[]> {
  const { root, folders } = subject;
  const script = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  // A folder that stands in for a checkout need not be one of git's.
  const noGit = existsSync(join(root, ".git")) ? [] : ["--vcs-enabled=false"];
  const args = [
    script,
    "check",
    "--error-on-warnings",
    "--reporter=json",
    "--max-diagnostics=200",
    ...noGit,
    ...folders,
  ];
  const { stdout, stderr } = await run(process.execPath, args, root);
  const printed = stdout.slice(stdout.indexOf("{"), stdout.lastIndexOf("}") + 1);
  if (printed === "") throw new Error(`biome has answered nothing: ${stderr.slice(0, 400)}`);
  return v.parse(Biome, JSON.parse(printed)).diagnostics.map(({ message, category, location }) => {
    const { path, start } = location ?? {};
    const isForm = category === "format" || category?.startsWith("assist") === true;
    return {
      what: `${message}${category && category !== "plugin" ? ` (${category})` : ""}`,
      where: `${path ?? folders.join(", ")}${start ? `:${start.line}:${start.column}` : ""}`,
      next: isForm ? "npm run format" : "change that line as the message says; npm run format fixes some of it",
      again: again(subject, "lint"),
    };
  });
}

async function walls(subject: Subject): Promise<readonly Fault[]> {
  const { root, folders } = subject;
  const config = ".dependency-cruiser.mjs";
  if (!existsSync(join(root, config))) return [];
  const script = join(packageOf("dependency-cruiser"), "bin", "dependency-cruiser.mjs");
  // What they import is read too; faults of the other files are not this game's.
  const args = [script, "--config", config, "--no-progress", "--output-type", "json", ...folders];
  const { stdout, stderr } = await run(process.execPath, args, root);
  if (!stdout.startsWith("{")) throw new Error(`dependency-cruiser has answered nothing: ${stderr.slice(0, 400)}`);
  const { summary } = v.parse(Walls, JSON.parse(stdout));
  return summary.violations
    .filter(({ from }) => isOwn(subject, from))
    .map(({ from, to, rule, comment }) => ({
      what: `it imports ${to}, against the rule ${rule.name}${comment === undefined ? "" : `: ${comment}`}`,
      where: from,
      next: "import shared/sim/index.ts, shared/kit/index.ts and the game's own files alone (docs/ARCHITECTURE.md)",
      again: again(subject, "lint"),
    }));
}

export async function lint(subject: Subject): Promise<Verdict> {
  const { root, folders } = subject;
  if (folders.length === 0) return notApplicable("the game has no folder of its own");
  if (!existsSync(join(root, "biome.json"))) return notApplicable("the rules of lint are in a checkout of Scrim alone");
  const faults = [...(await biome(subject)), ...(await walls(subject))];
  return verdict(`${faults.length} problems of lint, form and imports in ${folders.join(" and ")}`, faults);
}
