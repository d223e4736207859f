/** What a run of the benchmarks has found: results.json for machines, docs/BENCHMARKS.md for people. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import * as v from "valibot";

const FILE = "test/bench/results.json";
const PAGE = "docs/BENCHMARKS.md";

const Saved = v.object({ figures: v.record(v.string(), v.number()), tables: v.record(v.string(), v.string()) });

type Row = Readonly<Record<string, string | number>>;

function load(): v.InferOutput<typeof Saved> {
  if (!existsSync(FILE)) return { figures: {}, tables: {} };
  return v.parse(Saved, JSON.parse(readFileSync(FILE, "utf8")));
}

const saved = load();

/** Lets go of what earlier runs have found: a run of everything is one run. */
export function forget(): void {
  saved.figures = {};
  saved.tables = {};
}

/** Keeps a median under its stable name. */
export function keep(name: string, value: number): void {
  saved.figures[name] = value;
}

/** All that is kept, by name. */
export const figures = (): Readonly<Record<string, number>> => saved.figures;

function markdown(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0]);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map((row) => line(columns.map((c) => row[c])))].join(
    "\n",
  );
}

/** Shows a table, and keeps it for the page. A later one with the same title takes its place. */
export function show(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  console.table(rows);
  saved.tables[title] = markdown(rows);
}

/** Writes results.json, and the tables between the two marks of the page. @throws {Error} the page has not both marks */
export function save(): void {
  const [head, , tail] = readFileSync(PAGE, "utf8").split(/<!-- figures -->|<!-- end -->/);
  if (tail === undefined) throw new Error(`${PAGE} has not both of <!-- figures --> and <!-- end -->`);
  const { figures, tables } = saved;
  const sorted = Object.fromEntries(Object.entries(figures).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(FILE, `${JSON.stringify({ figures: sorted, tables }, null, 2)}\n`);
  const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`;
  const body = Object.entries(tables).map(([title, table]) => `### ${title}\n\n${table}`);
  writeFileSync(PAGE, `${head}<!-- figures -->\n\n${machine}\n\n${body.join("\n\n")}\n\n<!-- end -->${tail}`);
}
