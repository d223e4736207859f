/** Tells Workers Analytics Engine what was counted, where the operator has bound a dataset: docs/METRICS.md, "Analytics Engine". */
import type { Counted } from "../monitor/rpc.ts";
import { blobsOf } from "./columns.ts";

/** The platform takes so many points of an invocation. */
export const MOST_POINTS = 250;
/** The key by which the platform samples has so many bytes at most. */
export const MOST_INDEX = 96;

/** A point for each count, the largest first where they are too many. */
export function publishCounts(dataset: AnalyticsEngineDataset | undefined, counted: readonly Counted[]): void {
  if (!dataset) return;
  const told = counted.length > MOST_POINTS ? counted.toSorted((a, b) => b.by - a.by).slice(0, MOST_POINTS) : counted;
  for (const { name, labels, by } of told)
    dataset.writeDataPoint({
      indexes: [name.slice(0, MOST_INDEX)],
      blobs: blobsOf("count", name, labels),
      doubles: [by],
    });
}
