/**
 * The order of the listed matches. It is made anew now and then, not with each change: rows that jump with every figure can be
 * neither read nor pressed. Held, it stays as it is.
 */
import type { MatchEntry } from "#client/net/monitor-store.ts";
import { type Column, columnOf, type Value } from "./columns.ts";
import type { Test } from "./filter.ts";

export interface Sort {
  readonly key: string;
  readonly isDown: boolean;
}

/** The late ones first. */
export const USUAL_SORT: Sort = { key: "share", isDown: true };

/** As addresses have it: a column's key, with a minus where the greatest comes first. */
export const writeSort = ({ key, isDown }: Sort): string => (isDown ? `-${key}` : key);

/** @returns the usual one for a text that is none */
export function readSort(text: string): Sort {
  const isDown = text.startsWith("-");
  const key = isDown ? text.slice(1) : text;
  return columnOf(key) ? { key, isDown } : USUAL_SORT;
}

interface Keyed {
  readonly entry: MatchEntry;
  readonly value: Value;
}

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** Of two that are alike the older one comes first, always. */
const settle = ({ row: a }: MatchEntry, { row: b }: MatchEntry): number =>
  (a.vitals?.made ?? 0) - (b.vitals?.made ?? 0) || (a.id < b.id ? -1 : 1);

function sorted(entries: readonly MatchEntry[], column: Column, isDown: boolean, now: number): MatchEntry[] {
  const sign = isDown ? -1 : 1;
  const keyed = entries.map((entry): Keyed => ({ entry, value: column.value(entry, now) }));
  keyed.sort((a, b) => {
    // What is not known comes last, either way.
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined) || settle(a.entry, b.entry);
    return sign * compare(a.value, b.value) || settle(a.entry, b.entry);
  });
  return keyed.map(({ entry }) => entry);
}

export interface OrderOptions {
  readonly matches: ReadonlyMap<string, MatchEntry>;
  readonly sort: Sort;
  readonly test: Test;
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
}

export class MatchOrder {
  #entries: readonly MatchEntry[] = [];

  /** As they were when the order was made: what each is by now stands in the store, or nothing does. */
  get entries(): readonly MatchEntry[] {
    return this.#entries;
  }

  /** Makes the order anew. */
  sort({ matches, sort: { key, isDown }, test, now }: OrderOptions): void {
    const column = columnOf(key) ?? columnOf(USUAL_SORT.key);
    const chosen = [...matches.values()].filter((entry) => test(entry, now));
    this.#entries = column ? sorted(chosen, column, isDown, now) : chosen;
  }

  /** Keeps it as it is, also those that are gone; new ones come last. */
  hold({ matches, test, now }: OrderOptions): void {
    const known = new Set(this.#entries.map(({ row }) => row.id));
    const more = [...matches.values()].filter((entry) => !known.has(entry.row.id) && test(entry, now));
    if (more.length > 0) this.#entries = [...this.#entries, ...more];
  }
}
