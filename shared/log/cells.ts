/**
 * How the cells of one column go into a flat list of integers: which rows, and how far each has moved.
 * docs/WIRE.md, "The delta", specifies the bytes.
 */
import { type ColumnType, WIDTHS } from "#shared/sim/index.ts";

/** Rows are marked in groups of 7, so that a group's marks are one byte of msgpack. */
const GROUP = 7;

/** Folds a signed integer into an unsigned one: 0, -1, 1, -2 … become 0, 1, 2, 3 … */
export const fold = (n: number): number => (n >= 0 ? n * 2 : -n * 2 - 1);
export const unfold = (n: number): number => (n % 2 === 0 ? n / 2 : -(n + 1) / 2);

/** The difference of two cells of one type, as the shortest way round its range. */
export function difference(type: ColumnType, from: number, to: number): number {
  const { min, max } = WIDTHS[type];
  const span = max - min + 1;
  const d = to - from;
  if (d >= span / 2) return d - span;
  if (d < -span / 2) return d + span;
  return d;
}

/** Calls `put` for each marked row after its group's marks are written; `marked` says which rows are. */
export function writeRows(
  out: number[],
  rows: number,
  marked: (row: number) => boolean,
  put: (row: number) => void,
): void {
  const groups = Math.ceil(rows / GROUP);
  let skipped = 0;
  for (let group = 0; group < groups; group++) {
    const first = group * GROUP;
    const end = Math.min(first + GROUP, rows);
    let marks = 0;
    for (let row = first; row < end; row++) if (marked(row)) marks |= 1 << (row - first);
    if (marks === 0) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) out.push(-skipped);
    skipped = 0;
    out.push(marks);
    for (let row = first; row < end; row++) if (marks & (1 << (row - first))) put(row);
  }
  if (skipped > 0) out.push(0);
}

/** What a decoder reads from. */
export class IntReader {
  readonly ints: readonly number[];
  at: number;

  constructor(ints: readonly number[], at: number) {
    this.ints = ints;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.ints.length;
  }

  next(): number {
    if (this.done) throw new RangeError("the delta ends too early");
    return this.ints[this.at++];
  }
}

export function readRows(cursor: IntReader, rows: number, take: (row: number) => void): void {
  const groups = Math.ceil(rows / GROUP);
  for (let group = 0; group < groups; group++) {
    const marks = cursor.next();
    if (marks === 0) return;
    if (marks < 0) {
      group += -marks - 1;
      continue;
    }
    for (let bit = 0; bit < GROUP; bit++) {
      if ((marks & (1 << bit)) === 0) continue;
      const row = group * GROUP + bit;
      if (row >= rows) throw new RangeError(`the delta marks row ${row} of ${rows}`);
      take(row);
    }
  }
}

/** Numbers the entries of a list: each is written as its distance from the one before. */
export class Entries {
  readonly #out: number[];
  #last = -1;

  constructor(out: number[]) {
    this.#out = out;
  }

  begin(entry: number): void {
    this.#out.push(entry - this.#last);
    this.#last = entry;
  }
}
