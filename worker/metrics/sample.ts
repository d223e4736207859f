/** A metric's value at one set of labels. */
import type { CounterName, GaugeName, LabelsOf } from "./catalog.ts";

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A sample of a metric of the catalog, with the labels that it has there. */
export const sampleOf = <N extends GaugeName | CounterName>(name: N, labels: LabelsOf<N>, value: number): Sample => ({
  name,
  labels,
  value,
});
