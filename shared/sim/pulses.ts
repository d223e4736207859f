/**
 * Values of input columns that count though they were held for less than a tick (`axis(…, { pulse: true })`): where several fall
 * into one tick, each gets a tick of its own, in their order. The client and the server each keep what has not had its tick yet.
 */
import type { InputColumns } from "./columns.ts";

/** So many wait at most, so that a hand that never rests is not shown late: of more, those before the last are left out. */
export const MOST_PULSES = 4;

export class Pulses {
  /** By column; undefined for those without pulses. */
  readonly #waiting: readonly (number[] | undefined)[];

  constructor(columns: InputColumns) {
    this.#waiting = Object.values(columns).map(({ pulse }) => (pulse === true ? [] : undefined));
  }

  get isEmpty(): boolean {
    return this.#waiting.every((waiting) => waiting === undefined || waiting.length === 0);
  }

  /** The column has this value now. @param before the one that it had */
  add(column: number, value: number, before: number): void {
    const waiting = this.#waiting[column];
    if (waiting === undefined || value === (waiting.at(-1) ?? before)) return;
    if (waiting.length >= MOST_PULSES) waiting.pop();
    waiting.push(value);
  }

  /** What the column has in this tick; undefined where nothing waits. */
  at(column: number): number | undefined {
    return this.#waiting[column]?.[0];
  }

  /** The tick is over. */
  next(): void {
    for (const waiting of this.#waiting) waiting?.shift();
  }

  /** The tick does not count: what it had comes again. @param value what the column had */
  again(column: number, value: number, held: number): void {
    const waiting = this.#waiting[column];
    if (waiting === undefined || value === (waiting[0] ?? held)) return;
    // What is held follows behind it.
    if (waiting.length === 0) waiting.push(held);
    waiting.unshift(value);
  }

  clear(): void {
    for (const waiting of this.#waiting) if (waiting) waiting.length = 0;
  }
}
