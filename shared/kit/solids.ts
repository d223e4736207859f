/** The walls of a level: boxes and segments that never move, found by a grid. */
import { Grid } from "./grid.ts";
import type { Impact } from "./impact.ts";
import { boxOverlapsBox, circleOverlapsBox, circleOverlapsSegment } from "./overlap.ts";
import { sweepBoxBox } from "./sweep-box.ts";
import { sweepCircleBox, sweepCircleSegment } from "./sweep-circle.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From (x1, y1) to (x2, y2): solid from both sides. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const NUMBERS = 4;

/** Made once, in the game's `level`. Solids are numbered: the boxes from 0 on, then the segments. */
export class Solids {
  readonly count: number;
  readonly #boxes: number;
  /** Of a box left, top, right and bottom; of a segment its two ends. */
  readonly #at: Int32Array;
  readonly #grid: Grid;

  /** @param cell how large a cell of the grid is, in the game's units: a few times as large as what moves */
  constructor({ boxes = [], segments = [], cell }: SolidsOf) {
    this.#boxes = boxes.length;
    this.count = boxes.length + segments.length;
    this.#at = Int32Array.from([
      ...boxes.flatMap(({ x, y, width, height }) => [x, y, x + width, y + height]),
      ...segments.flatMap(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2]),
    ]);
    const area = { left: 0, top: 0, right: 1, bottom: 1, cell };
    for (let at = 0; at < this.#at.length; at += 2) {
      area.left = Math.min(area.left, this.#at[at]);
      area.right = Math.max(area.right, this.#at[at]);
      area.top = Math.min(area.top, this.#at[at + 1]);
      area.bottom = Math.max(area.bottom, this.#at[at + 1]);
    }
    this.#grid = new Grid(area, this.count);
    for (let n = 0; n < this.count; n++) {
      const [a, b, c, d] = this.#at.subarray(n * NUMBERS, n * NUMBERS + NUMBERS);
      this.#grid.put(n, Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d));
    }
  }

  /** Offers what a circle meets on its way through a tick. @returns whether it meets anything first */
  sweepCircle(impact: Impact, x: number, y: number, radius: number, vx: number, vy: number): boolean {
    const count = this.#onWay(x, y, radius, radius, vx, vy);
    let met = false;
    for (let k = 0; k < count; k++) {
      const n = this.#grid.found[k];
      const at = n * NUMBERS;
      const { [at]: a, [at + 1]: b, [at + 2]: c, [at + 3]: d } = this.#at;
      const isFirst =
        n < this.#boxes
          ? sweepCircleBox(impact, n, x, y, radius, vx, vy, a, b, c, d)
          : sweepCircleSegment(impact, n, x, y, radius, vx, vy, a, b, c, d);
      met ||= isFirst;
    }
    return met;
  }

  /** Whether a circle at this place overlaps a solid. */
  circleOverlaps(x: number, y: number, radius: number): boolean {
    const count = this.#grid.inBox(x - radius, y - radius, x + radius, y + radius);
    for (let k = 0; k < count; k++) {
      const n = this.#grid.found[k];
      const at = n * NUMBERS;
      const { [at]: a, [at + 1]: b, [at + 2]: c, [at + 3]: d } = this.#at;
      const overlaps =
        n < this.#boxes ? circleOverlapsBox(x, y, radius, a, b, c, d) : circleOverlapsSegment(x, y, radius, a, b, c, d);
      if (overlaps) return true;
    }
    return false;
  }

  /**
   * Offers which of the boxes a box meets on its way through a tick; segments do not stop boxes.
   * @returns whether it meets any first
   */
  sweepBox(
    impact: Impact,
    x: number,
    y: number,
    halfWidth: number,
    halfHeight: number,
    vx: number,
    vy: number,
  ): boolean {
    const count = this.#onWay(x, y, halfWidth, halfHeight, vx, vy);
    let met = false;
    for (let k = 0; k < count; k++) {
      const n = this.#grid.found[k];
      if (n >= this.#boxes) break;
      const at = n * NUMBERS;
      const { [at]: a, [at + 1]: b, [at + 2]: c, [at + 3]: d } = this.#at;
      if (sweepBoxBox(impact, n, x, y, halfWidth, halfHeight, vx, vy, a, b, c, d)) met = true;
    }
    return met;
  }

  /** Whether a box around this place overlaps one of the boxes. */
  boxOverlaps(x: number, y: number, halfWidth: number, halfHeight: number): boolean {
    const count = this.#grid.inBox(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    for (let k = 0; k < count && this.#grid.found[k] < this.#boxes; k++) {
      const at = this.#grid.found[k] * NUMBERS;
      const { [at]: a, [at + 1]: b, [at + 2]: c, [at + 3]: d } = this.#at;
      if (boxOverlapsBox(x, y, halfWidth, halfHeight, a, b, c, d)) return true;
    }
    return false;
  }

  /** The solids that the box around a whole way touches. */
  #onWay(x: number, y: number, halfWidth: number, halfHeight: number, vx: number, vy: number): number {
    return this.#grid.inBox(
      Math.min(x, x + vx) - halfWidth,
      Math.min(y, y + vy) - halfHeight,
      Math.max(x, x + vx) + halfWidth,
      Math.max(y, y + vy) + halfHeight,
    );
  }
}

export interface SolidsOf {
  readonly boxes?: readonly Box[];
  readonly segments?: readonly Segment[];
  readonly cell: number;
}
