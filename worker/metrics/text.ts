/**
 * Prometheus' text format, version 0.0.4. In the order of the catalog, and of the labels' values: the same figures are the same text.
 * prometheus.io/docs/instrumenting/exposition_formats
 */
import { CATALOG, type Metric } from "./catalog.ts";
import type { Sample } from "./sample.ts";

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const DIGITS = 12;

const escapeHelp = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

function valueText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  // Sums of the same figures in another order may differ in their last digits.
  if (Number.isFinite(value)) return `${Number(value.toPrecision(DIGITS))}`;
  return value > 0 ? "+Inf" : "-Inf";
}

/** The labels that the metric has in the catalog, in that order; undefined where the sample has others. */
function labelsText({ labels }: Metric, sample: Sample): string | undefined {
  if (Object.keys(sample.labels).length !== labels.length) return undefined;
  if (!labels.every((label) => Object.hasOwn(sample.labels, label))) return undefined;
  if (labels.length === 0) return "";
  return `{${labels.map((label) => `${label}="${escapeLabel(sample.labels[label])}"`).join(",")}}`;
}

function sectionOf(metric: Metric, samples: readonly Sample[]): string {
  const lines = new Map<string, number>();
  for (const sample of samples) {
    const labels = labelsText(metric, sample);
    if (labels !== undefined) lines.set(labels, sample.value);
  }
  if (lines.size === 0) return "";
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `# HELP ${metric.name} ${escapeHelp(metric.help)}`,
    `# TYPE ${metric.name} ${metric.type}`,
    ...sorted.map(([labels, value]) => `${metric.name}${labels} ${valueText(value)}`),
    "",
  ].join("\n");
}

/** @param samples of metrics that are not in the catalog, or have other labels than there, nothing is written */
export function metricsText(samples: readonly Sample[]): string {
  const byName = new Map<string, Sample[]>();
  for (const sample of samples) {
    const own = byName.get(sample.name);
    if (own) own.push(sample);
    else byName.set(sample.name, [sample]);
  }
  return CATALOG.map((metric) => sectionOf(metric, byName.get(metric.name) ?? [])).join("");
}
