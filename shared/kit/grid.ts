/**
 * A spatial grid: finds the boxes that are near a place without looking at all of them. Answers are in ascending order
 * of their numbers, and the order in which they were put in does not matter, so that rules that use it stay deterministic.
 *
 * A grid of things that never move is a part of the level. One of things that move is kept there too, and filled anew in
 * each step before it is asked, so that nothing in it outlives a tick.
 */
import { outside } from "./overlap.ts";

/** The area that the cells cover, and how large a cell is, in the game's units. What lies outside counts to the border. */
export interface GridArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly cell: number;
}

/** A table with a position a row. */
interface Places extends Iterable<number> {
  readonly x: { readonly [row: number]: number };
  readonly y: { readonly [row: number]: number };
}

export class Grid {
  /** What the last question has found, in ascending order: as many as it answered. */
  readonly found: Int32Array;
  readonly #area: GridArea;
  readonly #columns: number;
  readonly #rows: number;
  /** The first entry of each cell, and of each entry the next; 0 = none. */
  readonly #heads: Int32Array;
  #next: Int32Array;
  #items: Int32Array;
  #entries = 0;
  readonly #boxes: Int32Array;
  /** A bit an item: which of them lie in a cell that the question covers. */
  readonly #near: Int32Array;

  /**
   * @param capacity items are numbered from 0 to less than this
   * @throws {RangeError} the area or the cell is empty, or the cells are more than 2^22
   */
  constructor(area: GridArea, capacity: number) {
    const { left, top, right, bottom, cell } = area;
    if (!(cell > 0 && right > left && bottom > top)) {
      throw new RangeError(`grid: ${JSON.stringify(area)}: give it an area, and a cell above 0`);
    }
    this.#area = area;
    this.#columns = Math.floor((right - left) / cell) + 1;
    this.#rows = Math.floor((bottom - top) / cell) + 1;
    const cells = this.#columns * this.#rows;
    if (cells > 4_194_304) throw new RangeError(`grid: ${cells} cells: make a cell larger than ${cell}`);
    this.#heads = new Int32Array(cells);
    this.#next = new Int32Array(1 + 4 * capacity);
    this.#items = new Int32Array(1 + 4 * capacity);
    this.#boxes = new Int32Array(4 * capacity);
    this.#near = new Int32Array((capacity + 31) >> 5);
    this.found = new Int32Array(capacity);
  }

  /** Takes everything out. */
  clear(): void {
    this.#heads.fill(0);
    this.#entries = 0;
  }

  /**
   * Puts an item in, by the box around it.
   * @throws {RangeError} its number is not within the capacity
   */
  put(item: number, left: number, top: number, right: number, bottom: number): void {
    if (!(item >= 0 && item < this.found.length)) throw new RangeError(`grid: ${item} is not within its capacity`);
    const at = item * 4;
    this.#boxes[at] = left;
    this.#boxes[at + 1] = top;
    this.#boxes[at + 2] = right;
    this.#boxes[at + 3] = bottom;
    const lastColumn = this.#column(right);
    const lastRow = this.#row(bottom);
    for (let row = this.#row(top); row <= lastRow; row++) {
      for (let column = this.#column(left); column <= lastColumn; column++) this.#enter(item, row, column);
    }
  }

  /** Puts in each live row of a table with the columns x and y, as a circle of this radius. */
  putRows(table: Places, radius: number): void {
    const { x, y } = table;
    for (const row of table) this.put(row, x[row] - radius, y[row] - radius, x[row] + radius, y[row] + radius);
  }

  #enter(item: number, row: number, column: number): void {
    this.#entries += 1;
    if (this.#entries >= this.#next.length) this.#grow();
    const cell = row * this.#columns + column;
    this.#items[this.#entries] = item;
    this.#next[this.#entries] = this.#heads[cell];
    this.#heads[cell] = this.#entries;
  }

  #grow(): void {
    const [next, items] = [this.#next, this.#items];
    this.#next = new Int32Array(next.length * 2);
    this.#items = new Int32Array(items.length * 2);
    this.#next.set(next);
    this.#items.set(items);
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#area.left) / this.#area.cell)));
  }

  #row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#area.top) / this.#area.cell)));
  }

  /** Marks all items of a row of cells. */
  #mark(row: number, first: number, last: number): void {
    for (let column = first; column <= last; column++) {
      let entry = this.#heads[row * this.#columns + column];
      while (entry !== 0) {
        const item = this.#items[entry];
        this.#near[item >> 5] |= 1 << (item & 31);
        entry = this.#next[entry];
      }
    }
  }

  #markBox(left: number, top: number, right: number, bottom: number): void {
    const lastRow = this.#row(bottom);
    for (let row = this.#row(top); row <= lastRow; row++) this.#mark(row, this.#column(left), this.#column(right));
  }

  /** The next marked item from `from` on, which is then no longer marked; -1 = there is none. */
  #take(from: number): number {
    for (let word = from >> 5; word < this.#near.length; word++) {
      const bits = this.#near[word];
      if (bits === 0) continue;
      const lowest = bits & -bits;
      this.#near[word] = bits ^ lowest;
      return word * 32 + 31 - Math.clz32(lowest);
    }
    return -1;
  }

  /** Finds the items whose boxes overlap or touch this box. @returns how many; they are in `found` */
  inBox(left: number, top: number, right: number, bottom: number): number {
    this.#markBox(left, top, right, bottom);
    let count = 0;
    for (let item = this.#take(0); item >= 0; item = this.#take(item)) {
      const at = item * 4;
      const { [at]: l, [at + 1]: t, [at + 2]: r, [at + 3]: b } = this.#boxes;
      if (l <= right && r >= left && t <= bottom && b >= top) this.found[count++] = item;
    }
    return count;
  }

  /** Finds the items whose boxes overlap or touch this circle. @returns how many; they are in `found` */
  inCircle(x: number, y: number, radius: number): number {
    this.#markBox(x - radius, y - radius, x + radius, y + radius);
    let count = 0;
    for (let item = this.#take(0); item >= 0; item = this.#take(item)) {
      const at = item * 4;
      const dx = outside(x, this.#boxes[at], this.#boxes[at + 2]);
      const dy = outside(y, this.#boxes[at + 1], this.#boxes[at + 3]);
      if (dx * dx + dy * dy <= radius * radius) this.found[count++] = item;
    }
    return count;
  }

  /**
   * Finds the items whose boxes the ray from (x, y) to (x + dx, y + dy) meets or touches: by their numbers, not by how
   * far they are. @returns how many; they are in `found`
   */
  onRay(x: number, y: number, dx: number, dy: number): number {
    const [first, last] = [this.#column(Math.min(x, x + dx)), this.#column(Math.max(x, x + dx))];
    for (let column = first; column <= last; column++) {
      // The part of the ray over this column, a unit longer at both ends.
      const [low, high] = this.#over(column, first, last, x, y, dx, dy);
      const lastRow = this.#row(high);
      for (let row = this.#row(low); row <= lastRow; row++) this.#mark(row, column, column);
    }
    let count = 0;
    for (let item = this.#take(0); item >= 0; item = this.#take(item)) {
      if (this.#isOnRay(item * 4, x, y, dx, dy)) this.found[count++] = item;
    }
    return count;
  }

  /** The least and the greatest y of a ray over a column of cells. Cells at the border reach on without end. */
  #over(column: number, first: number, last: number, x: number, y: number, dx: number, dy: number): [number, number] {
    if (dx === 0) return [Math.min(y, y + dy), Math.max(y, y + dy)];
    const [from, to] = [Math.min(x, x + dx), Math.max(x, x + dx)];
    const start = column === first ? from : this.#area.left + column * this.#area.cell;
    const end = column === last ? to : this.#area.left + (column + 1) * this.#area.cell;
    const [a, b] = [y + (dy * (start - x)) / dx, y + (dy * (end - x)) / dx];
    return [Math.min(a, b) - 1, Math.max(a, b) + 1];
  }

  #isOnRay(at: number, x: number, y: number, dx: number, dy: number): boolean {
    const { [at]: l, [at + 1]: t, [at + 2]: r, [at + 3]: b } = this.#boxes;
    if (Math.max(x, x + dx) < l || Math.min(x, x + dx) > r) return false;
    if (Math.max(y, y + dy) < t || Math.min(y, y + dy) > b) return false;
    // The corners of the box do not all lie on one side of the line: twice each length, so that halves are whole.
    const across = dx * (t + b - 2 * y) - dy * (l + r - 2 * x);
    return Math.abs(across) <= Math.abs(dx) * (b - t) + Math.abs(dy) * (r - l);
  }
}
