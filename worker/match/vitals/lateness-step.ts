/**
 * How late a match is, in coarse steps: only when a step changes is it worth a report of its own. A step is left again at half of
 * what it begins at, so that a match near the edge does not report each second.
 */
import type { Vitals } from "#shared/monitor/index.ts";

/** The shares at which ticks, and inputs, are late, and very late. */
export const STEPS = { lateTicks: [0.05, 0.25], lateInputs: [0.1, 0.4] } as const;

/** @param share 0 to 1 @param from where each step above 0 begins @param before the step so far */
export function stepOf(share: number, from: readonly number[], before: number): number {
  const up = from.filter((edge) => share >= edge).length;
  const kept = from.filter((edge) => share >= edge / 2).length;
  return Math.max(up, Math.min(before, kept));
}

export class LatenessStep {
  #ticks = 0;
  #inputs = 0;

  /** @returns a word for the present steps: another one where one of them has changed */
  of({ lateTicks, lateInputs }: Pick<Vitals, "lateTicks" | "lateInputs">): string {
    this.#ticks = stepOf(lateTicks, STEPS.lateTicks, this.#ticks);
    this.#inputs = stepOf(lateInputs, STEPS.lateInputs, this.#inputs);
    return `${this.#ticks}/${this.#inputs}`;
  }
}
