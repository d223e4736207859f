/**
 * The delta codec: what turns a base world into the next one, as a flat list of integers.
 *
 * Written for any layout and any base. The bytes of each part are specified in docs/WIRE.md,
 * "The delta"; the names here are those of that text.
 */
import type { Cells, PlacedColumn, TableView, WorldBase } from "#shared/sim/index.ts";
import { difference, Entries, fold, IntReader, readRows, unfold, writeRows } from "./cells.ts";

/** Adds its rate to every row of a column that lived through the tick. @returns whether any cell moved */
function drift(view: TableView, column: number, born: ReadonlySet<number>): boolean {
  const { rateColumn } = view.placed.columns[column];
  if (rateColumn === undefined) return false;
  const by = view.cells[rateColumn];
  const cells = view.cells[column];
  let moved = false;
  for (let row = 0; row < view.capacity; row++) {
    if (by[row] === 0 || !view.has(row) || born.has(row)) continue;
    cells[row] += by[row];
    moved = true;
  }
  return moved;
}

function writeBirths(out: number[], base: TableView, next: TableView, born: Set<number>): void {
  const { generation } = base;
  const to = next.generation as Cells;
  if (generation === undefined) return;
  writeRows(
    out,
    base.capacity,
    (row) => generation[row] !== to[row],
    (row) => {
      out.push((to[row] - generation[row]) & 0xffff);
      generation[row] = to[row];
      born.add(row);
      for (const [i, cells] of next.cells.entries()) {
        base.cells[i][row] = cells[row];
        if (next.has(row)) out.push(fold(difference(base.placed.columns[i].type, 0, cells[row])));
      }
    },
  );
}

function readBirths(cursor: IntReader, view: TableView, born: Set<number>): void {
  const { generation } = view;
  if (generation === undefined) return;
  readRows(cursor, view.capacity, (row) => {
    generation[row] += cursor.next();
    born.add(row);
    for (const cells of view.cells) cells[row] = view.has(row) ? unfold(cursor.next()) : 0;
  });
}

/** Whether a column differs. Compares whole words of the two images: four cells at a time, for any type. */
function differs(column: PlacedColumn, a: WorldBase, b: WorldBase): boolean {
  const end = (column.offset + column.size) / 4;
  for (let word = column.offset / 4; word < end; word++) if (a.words[word] !== b.words[word]) return true;
  return false;
}

/**
 * Appends to `out` what makes `base` into `next`, and makes it so: afterwards the two are equal.
 * @returns whether any cell moved by its rate alone, which costs nothing here but is a change all the same
 */
export function writeDelta(out: number[], base: WorldBase, next: WorldBase): boolean {
  // Entries are numbered through all tables: `generation` where there is one, then the columns.
  let entry = 0;
  let moved = false;
  const entries = new Entries(out);
  for (const [t, view] of base.views.entries()) {
    const target = next.views[t];
    const born = new Set<number>();
    if (view.placed.generation && differs(view.placed.generation, base, next)) {
      entries.begin(entry);
      writeBirths(out, view, target, born);
    }
    if (view.generation !== undefined) entry += 1;
    for (const [i, column] of view.placed.columns.entries()) {
      if (drift(view, i, born)) moved = true;
      const from = view.cells[i];
      const to = target.cells[i];
      if (differs(column, base, next)) {
        entries.begin(entry);
        writeRows(
          out,
          view.capacity,
          (row) => from[row] !== to[row],
          (row) => {
            out.push(fold(difference(column.type, from[row], to[row])));
            from[row] = to[row];
          },
        );
      }
      entry += 1;
    }
  }
  return moved;
}

/**
 * Applies a delta, from position `at` of `ints` to their end.
 * @returns whether any cell moved by its rate, as it will in the next tick too
 * @throws {RangeError} the integers are no delta of this layout; the world is then half changed, and needs a keyframe
 */
export function readDelta(world: WorldBase, ints: readonly number[], at = 0): boolean {
  const cursor = new IntReader(ints, at);
  let entry = 0;
  let marked = cursor.done ? -1 : cursor.next() - 1;
  let moved = false;
  const advance = () => {
    const step = cursor.done ? 0 : cursor.next();
    if (step < 0 || (step === 0 && !cursor.done)) throw new RangeError("the delta's entries do not ascend");
    marked = step === 0 ? -1 : marked + step;
  };
  for (const view of world.views) {
    const born = new Set<number>();
    if (view.generation !== undefined && entry++ === marked) {
      readBirths(cursor, view, born);
      advance();
    }
    for (const [i, cells] of view.cells.entries()) {
      if (drift(view, i, born)) moved = true;
      if (entry++ !== marked) continue;
      readRows(cursor, view.capacity, (row) => {
        cells[row] += unfold(cursor.next());
      });
      advance();
    }
  }
  if (marked !== -1) throw new RangeError(`the delta names entry ${marked} of ${entry}`);
  return moved;
}
