/** docs/METRICS.md and the dashboard, held against the catalog. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CATALOG, COUNTERS, GAUGES, type Metric } from "#worker/metrics/catalog.ts";
import { COLUMNS } from "#worker/metrics/columns.ts";

const PAGE = readFileSync("docs/METRICS.md", "utf8");

const code = (text: string): string => `\`${text}\``;
const rowOf = ({ name, unit, labels, help }: Omit<Metric, "type" | "from">): string =>
  `| ${code(name)} | ${unit} | ${labels.map(code).join(", ")} | ${help} |`;

/** The rows of the table that follows this heading, without its head. */
function tableAfter(heading: string): string[] {
  const [, after = ""] = PAGE.split(`\n${heading}\n`);
  const lines = after.split("\n");
  const from = lines.findIndex((line) => line.startsWith("| "));
  const end = lines.findIndex((line, n) => n > from && !line.startsWith("|"));
  return lines.slice(from + 2, end);
}

describe("docs/METRICS.md", () => {
  it("lists the gauges and counters as the catalog has them", () => {
    expect(tableAfter("## Gauges")).toEqual(GAUGES.map(rowOf));
    expect(tableAfter("## Counters")).toEqual(COUNTERS.map(rowOf));
  });

  it("says where each comes from", () => {
    for (const from of new Set(CATALOG.map((metric) => metric.from)))
      expect(
        tableAfter("## Where they come from").some((row) => row.startsWith(`| ${from} |`)),
        from,
      ).toBe(true);
    const told = new Map(tableAfter("## Where they come from").map((row) => [row.split("|")[1].trim(), row]));
    for (const { from, name } of CATALOG) expect(told.get(from)).toContain(code(name));
  });

  it("lists the columns of Analytics Engine", () => {
    expect(tableAfter("### Columns of METRICS")).toEqual(
      COLUMNS.map(([column, holds]) => `| ${code(column)} | ${holds} |`),
    );
  });

  it("names no metric that there is not, and asks Analytics Engine for no column that there is not", () => {
    const names = new Set(CATALOG.map(({ name }) => name));
    for (const [name] of PAGE.matchAll(/scrim_[a-z_]+/g))
      expect(names.has(name) || ["scrim_metrics", "scrim_decisions"].includes(name), name).toBe(true);
    const columns = new Set(COLUMNS.map(([column]) => column));
    for (const [, query] of PAGE.matchAll(/^```sql\n([\s\S]*?)\n```/gm)) {
      if (!query.includes("FROM scrim_metrics")) continue;
      for (const [column] of query.matchAll(/\b(?:blob|double)\d+\b/g)) expect(columns, query).toContain(column);
    }
  });
});
