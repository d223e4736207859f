/**
 * The order of a list's entries. It is made anew now and then, not with each change: rows that jump with every figure can be
 * neither read nor pressed. Held, it stays as it is.
 */
import { type Column, columnOf, type Value } from "./column.ts";
import type { Test } from "./filter.ts";

export interface Sort {
  readonly key: string;
  readonly isDown: boolean;
}

/** As addresses have it: a column's key, with a minus where the greatest comes first. */
export const writeSort = ({ key, isDown }: Sort): string => (isDown ? `-${key}` : key);

/** @param usual is taken for a text that names no column */
export function readSort<T>(text: string, columns: readonly Column<T>[], usual: Sort): Sort {
  const isDown = text.startsWith("-");
  const key = isDown ? text.slice(1) : text;
  return columnOf(columns, key) ? { key, isDown } : usual;
}

/** Of which entries an order is made. */
export interface Ordered<T> {
  readonly columns: readonly Column<T>[];
  /** Another text for each entry, the same as long as it is listed. */
  keyOf(entry: T): string;
  /** Of two that are alike this one comes first, always: as `Array.sort` has it. By default by their keys. */
  settle?(a: T, b: T): number;
}

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

export interface OrderOptions<T> {
  readonly entries: readonly T[];
  readonly sort: Sort;
  readonly test: Test<T>;
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
}

export class ListOrder<T> {
  readonly #of: Ordered<T>;
  #entries: readonly T[] = [];

  constructor(of: Ordered<T>) {
    this.#of = of;
  }

  /** As they were when the order was made: what each is by now stands in the store, or nothing does. */
  get entries(): readonly T[] {
    return this.#entries;
  }

  /** Makes the order anew. */
  sort({ entries, sort: { key, isDown }, test, now }: OrderOptions<T>): void {
    const column = columnOf(this.#of.columns, key);
    const chosen = entries.filter((entry) => test(entry, now));
    this.#entries = column ? this.#sorted(chosen, column, isDown, now) : chosen;
  }

  #sorted(entries: readonly T[], column: Column<T>, isDown: boolean, now: number): T[] {
    const sign = isDown ? -1 : 1;
    const keyed = entries.map((entry) => ({ entry, value: column.value(entry, now) }));
    keyed.sort((a, b) => {
      // What is not known comes last, either way.
      if (a.value === undefined || b.value === undefined)
        return Number(a.value === undefined) - Number(b.value === undefined) || this.#settle(a.entry, b.entry);
      return sign * compare(a.value, b.value) || this.#settle(a.entry, b.entry);
    });
    return keyed.map(({ entry }) => entry);
  }

  #settle(a: T, b: T): number {
    const { settle, keyOf } = this.#of;
    return settle?.(a, b) || (keyOf(a) < keyOf(b) ? -1 : 1);
  }

  /** Keeps it as it is, also those that are gone; new ones come last. */
  hold({ entries, test, now }: OrderOptions<T>): void {
    const { keyOf } = this.#of;
    const known = new Set(this.#entries.map(keyOf));
    const more = entries.filter((entry) => !known.has(keyOf(entry)) && test(entry, now));
    if (more.length > 0) this.#entries = [...this.#entries, ...more];
  }
}
