/** How often, and by how much, the server had to correct what was predicted of one's own rows. */
import type { WorldBase } from "#shared/sim/index.ts";

/** Ticks that are looked back on: ten seconds at 30 a second. */
const KEPT = 300;

/** The greatest difference of what moves in the seat's own rows, in units of the columns. */
export function misprediction(known: WorldBase, predicted: WorldBase, seat: number): number {
  let most = 0;
  for (const [t, view] of known.views.entries()) {
    const { perSeat, show, columns } = view.placed;
    const other = predicted.views[t];
    if (!perSeat || show === "snap" || t === 1 || view.life?.[seat] !== other.life?.[seat]) continue;
    for (const [i, { blend }] of columns.entries()) {
      if (blend === "line") most = Math.max(most, Math.abs(view.cells[i][seat] - other.cells[i][seat]));
    }
  }
  return most;
}

export class Corrections {
  #sizes: number[] = [];
  /** All since the beginning. */
  total = 0;
  /** Ticks that were compared. */
  compared = 0;

  /** What is known of a tick now, beside what was predicted of it. */
  compare(known: WorldBase, predicted: WorldBase | undefined, seat: number): void {
    if (predicted === undefined || seat < 0) return;
    const size = misprediction(known, predicted, seat);
    this.compared += 1;
    if (size > 0) this.total += 1;
    this.#sizes.push(size);
    if (this.#sizes.length > KEPT) this.#sizes.shift();
  }

  get count(): number {
    return this.#sizes.filter((size) => size > 0).length;
  }

  get greatest(): number {
    return Math.max(0, ...this.#sizes);
  }
}
