/** docs/grafana-dashboard.json: it can be imported, and asks for metrics and labels of the catalog alone. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { CATALOG } from "#worker/metrics/catalog.ts";

const Source = v.object({ type: v.literal("prometheus"), uid: v.literal(`\${datasource}`) });
const Place = v.object({ h: v.number(), w: v.number(), x: v.number(), y: v.number() });
const Panel = v.variant("type", [
  v.object({ type: v.literal("row"), id: v.number(), title: v.string(), gridPos: Place, panels: v.array(v.never()) }),
  v.object({
    type: v.picklist(["timeseries", "stat"]),
    id: v.number(),
    title: v.string(),
    gridPos: Place,
    datasource: Source,
    targets: v.pipe(
      v.array(v.object({ refId: v.string(), datasource: Source, expr: v.string(), legendFormat: v.string() })),
      v.minLength(1),
    ),
  }),
]);
const Variable = v.variant("type", [
  v.object({ type: v.literal("datasource"), name: v.literal("datasource"), query: v.literal("prometheus") }),
  v.object({ type: v.literal("query"), name: v.string(), datasource: Source, query: v.object({ query: v.string() }) }),
]);
/** What Grafana 10 needs of a dashboard (schema 38). */
const Dashboard = v.object({
  title: v.literal("Scrim"),
  uid: v.string(),
  schemaVersion: v.literal(38),
  time: v.object({ from: v.string(), to: v.string() }),
  templating: v.object({ list: v.array(Variable) }),
  panels: v.array(Panel),
});

const dashboard = v.parse(
  v.pipe(v.string(), v.parseJson(), Dashboard),
  readFileSync("docs/grafana-dashboard.json", "utf8"),
);
const shown = dashboard.panels.flatMap((panel) => (panel.type === "row" ? [] : [panel]));
const expressions = shown.flatMap(({ targets }) => targets);
const metricOf = (name: string) => CATALOG.find((one) => one.name === name);
const words = (list = ""): string[] => list.split(",").flatMap((word) => word.trim().match(/^[a-z]+/) ?? []);

describe("the dashboard", () => {
  it("has the rows of what an operator looks at, and no two panels in one place", () => {
    const rows = dashboard.panels.flatMap((panel) => (panel.type === "row" ? panel.title : []));
    expect(rows).toEqual(["Players and matches", "Lateness", "Queues", "Faults and refusals", "Costs"]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const cells = new Set<string>();
    for (const { gridPos, title } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(cells.has(`${x}/${y}`), title).toBe(false);
          cells.add(`${x}/${y}`);
        }
    }
  });

  it.each(expressions)("asks for a metric of the catalog, by labels that it has: $expr", ({ expr, legendFormat }) => {
    const names: readonly string[] = expr.match(/scrim_[a-z_]+/g) ?? [];
    expect(names).toHaveLength(1);
    const [name] = names;
    const metric = metricOf(name);
    expect(metric, name).toBeDefined();
    const by = words(/ by \(([^)]*)\)/.exec(expr)?.[1]);
    const selected = words(/\{([^}]*)\}/.exec(expr)?.[1]);
    for (const label of [...by, ...selected]) expect(metric?.labels).toContain(label);
    // What a legend names is left by the sum.
    for (const [, label] of legendFormat.matchAll(/\{\{([a-z]+)\}\}/g)) expect(by).toContain(label);
    // A counter alone says nothing: but for what was spent.
    const isRate = /\b(?:rate|increase)\(/.test(expr);
    if (metric?.name !== "scrim_dollars_total") expect(isRate).toBe(metric?.type === "counter");
  });

  it("shows each metric that the catalog has, but sizes of ladders and sums that others make up", () => {
    const asked = new Set(expressions.flatMap(({ expr }) => expr.match(/scrim_[a-z_]+/g) ?? []));
    const left = CATALOG.map(({ name }) => name).filter((name) => !asked.has(name));
    expect(left).toEqual(["scrim_tickets", "scrim_ladder_players", "scrim_ladder_rounds"]);
  });

  it("lets the reader choose the data source, and games and regions of metrics that there are", () => {
    const [source, ...others] = dashboard.templating.list;
    expect(source.type).toBe("datasource");
    for (const one of others) {
      const [, name, label] = /^label_values\((\w+), (\w+)\)$/.exec(one.type === "query" ? one.query.query : "") ?? [];
      expect(metricOf(name)?.labels).toContain(label);
      expect(one.name).toBe(label);
    }
  });
});
