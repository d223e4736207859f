/** What `/metrics` says, read by a parser of Prometheus' format. */
import parse from "parse-prometheus-text-format";
import * as v from "valibot";
import { expect } from "vitest";
import { CATALOG } from "#worker/metrics/catalog.ts";

const Families = v.array(
  v.object({
    name: v.string(),
    help: v.string(),
    type: v.picklist(["GAUGE", "COUNTER"]),
    metrics: v.array(
      v.object({
        value: v.pipe(v.string(), v.transform(Number), v.number()),
        labels: v.optional(v.record(v.string(), v.string()), {}),
      }),
    ),
  }),
);
export type Family = v.InferOutput<typeof Families>[number];

/** @throws {Error} it is no text of Prometheus' format, or has a metric without help or type */
export const readMetrics = (text: string): Family[] => v.parse(Families, parse(text));

/** Each is in the catalog, as it is there. */
export function expectOfCatalog(families: readonly Family[]): void {
  const names = CATALOG.map(({ name }) => name);
  expect(families.map(({ name }) => name)).toEqual(names.filter((name) => families.some((one) => one.name === name)));
  for (const { name, help, type, metrics } of families) {
    const metric = CATALOG.find((one) => one.name === name);
    expect([help, type.toLowerCase()]).toEqual([metric?.help, metric?.type]);
    for (const { labels } of metrics) expect(Object.keys(labels), name).toEqual(metric?.labels);
  }
}
