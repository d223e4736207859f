/** docs/alerts.yml: rules of metrics that there are, each told in OPERATIONS and led to a case of RUNBOOK. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CLOSE } from "#shared/protocol/index.ts";
import { CATALOG } from "#worker/metrics/catalog.ts";

const lines = readFileSync("docs/alerts.yml", "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));

/** As much of YAML as the file uses: a key, and where there is one a value that is plain or in single quotes. */
const LINE = /^(?<indent>(?: {2})*)(?<item>- )?(?<key>[a-z]+):(?: (?<value>'(?:[^']|'')*'|[\w.-]+))?$/;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: string;
  readonly summary: string;
  readonly runbook: string;
}

/** The rules; each key of a rule once, whether it stands in the rule, its labels or its annotations. */
function rulesOf(): Rule[] {
  const rules: Record<string, string>[] = [];
  for (const line of lines) {
    const { item, key = "", value = "" } = line.match(LINE)?.groups ?? {};
    if (item && key === "alert") rules.push({});
    rules.at(-1)?.[key] === undefined && Object.assign(rules.at(-1) ?? {}, { [key]: value.replace(/^'|'$/g, "") });
  }
  return rules as unknown as Rule[];
}
const rules = rulesOf();

const metrics = new Map(CATALOG.map((metric) => [metric.name, metric]));
const operations = readFileSync("docs/OPERATIONS.md", "utf8");
const anchors = [...readFileSync("docs/RUNBOOK.md", "utf8").matchAll(/^## (?<title>.+)$/gm)].map(({ groups }) =>
  (groups?.title ?? "")
    .toLowerCase()
    .replaceAll(" ", "-")
    .replace(/[^\w-]/g, ""),
);

it("is YAML of the simplest kind, and nothing is indented where it has no parent", () => {
  const wrong = lines.filter((line) => !LINE.test(line));
  expect(wrong).toEqual([]);
  const depths = lines.map((line) => {
    const { indent = "", item = "" } = line.match(LINE)?.groups ?? {};
    return (indent.length + item.length) / 2;
  });
  // A line is at most one step deeper than the one before, but for the first key of a list's item.
  for (const [at, depth] of depths.entries()) expect(depth - (depths[at - 1] ?? 0), lines[at]).toBeLessThanOrEqual(2);
});

it("has the alerts of OPERATIONS, and no others", () => {
  const told = [...operations.matchAll(/^\| `(?<name>Scrim\w+)`/gm)].map(({ groups }) => groups?.name);
  expect(rules.map(({ alert }) => alert)).toEqual(told);
  const paging = [...operations.matchAll(/^\| `(?<name>Scrim\w+)` \(pages\)/gm)].map(({ groups }) => groups?.name);
  expect(rules.filter(({ severity }) => severity === "page").map(({ alert }) => alert)).toEqual(paging);
});

describe.each(rules)("$alert", ({ expr, severity, summary, runbook, for: wait }) => {
  it("asks for metrics of the catalog, by labels that they have", () => {
    const names = [...expr.matchAll(/\bscrim_\w+/g)].map(([name]) => name);
    for (const name of names) expect(metrics.has(name), name).toBe(true);
    expect(names.length > 0 || expr === 'up{job="scrim"} == 0').toBe(true);
    for (const [, name, label] of expr.matchAll(/\b(scrim_\w+)\{(\w+)=/g))
      expect(metrics.get(name)?.labels, `${name}{${label}}`).toContain(label);
    const own = new Set(names.flatMap((name) => metrics.get(name)?.labels ?? []));
    for (const [, label] of summary.matchAll(/\$labels\.(\w+)/g)) expect(own, label).toContain(label);
  });

  it("says how bad it is, after how long, and what to do", () => {
    expect(["page", "ticket"]).toContain(severity);
    expect(wait).toMatch(/^\d+[mh]$/);
    expect(summary).toMatch(/\.$/);
    expect(anchors).toContain(runbook);
  });
});

it("names close codes as the metric does", () => {
  expect(rules.find(({ alert }) => alert === "ScrimFlood")?.expr).toContain(
    `reason="${"tooMany" satisfies keyof typeof CLOSE}"`,
  );
});
