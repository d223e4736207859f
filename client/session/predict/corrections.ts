/** How often, and by how much, the server had to correct what was predicted of the player's own rows. */
import type { WorldBase } from "#shared/sim/index.ts";

/** How far is looked back, in seconds. */
const KEPT_S = 10;

/** The greatest difference of what moves in the seat's own rows, in units of the columns. */
export function misprediction(known: WorldBase, predicted: WorldBase, seat: number): number {
  let most = 0;
  for (const [t, view] of known.views.entries()) {
    const { perSeat, show, columns } = view.placed;
    const other = predicted.views[t];
    if (!perSeat || show === "snap" || t === 1 || view.generation?.[seat] !== other.generation?.[seat]) continue;
    for (const [i, { blend, snap = Number.POSITIVE_INFINITY }] of columns.entries()) {
      const off = blend === "line" ? Math.abs(view.cells[i][seat] - other.cells[i][seat]) : 0;
      // What is further off was a teleport on one side, and no movement that was corrected.
      if (off <= snap) most = Math.max(most, off);
    }
  }
  return most;
}

export class Corrections {
  readonly #kept: number;
  #sizes: number[] = [];
  /** Called with each that there is, and its tick. */
  told: ((tick: number, size: number) => void) | undefined;
  /** All since the beginning. */
  total = 0;
  /** Ticks that were compared. */
  compared = 0;

  constructor(tickRate: number) {
    this.#kept = KEPT_S * tickRate;
  }

  /** What is known of a tick now, beside what was predicted of it. */
  compare(known: WorldBase, predicted: WorldBase | undefined, seat: number): void {
    if (predicted === undefined || seat < 0) return;
    const size = misprediction(known, predicted, seat);
    this.compared += 1;
    if (size > 0) {
      this.total += 1;
      this.told?.(known.tick, size);
    }
    this.#sizes.push(size);
    if (this.#sizes.length > this.#kept) this.#sizes.shift();
  }

  get count(): number {
    return this.#sizes.filter((size) => size > 0).length;
  }

  get greatest(): number {
    return Math.max(0, ...this.#sizes);
  }
}
