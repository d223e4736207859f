/** What this page predicted of each tick, and what came: every cell that came otherwise. */
import type { Difference, WorldBase } from "#shared/sim/index.ts";
import { sources } from "../probe.ts";

/** So many predicted ticks are kept until they come, and so many differences. */
const MOST_TICKS = 120;
const MOST_FOUND = 200;
/** At most so many cells of one tick are listed. */
const MOST_A_TICK = 6;

export interface Miss extends Difference {
  readonly tick: number;
}

/** Cells that differ, but for the runtime's own: `world` (the generator), and `seats` (the inputs of others). */
function differences(known: WorldBase, predicted: WorldBase): Difference[] {
  const found: Difference[] = [];
  for (const [t, view] of known.views.entries()) {
    if (t < 2 || view.placed.kind === "events") continue;
    const other = predicted.views[t];
    for (const [c, column] of view.placed.columns.entries()) {
      for (let row = 0; row < view.capacity; row++) {
        const [right, left] = [view.cells[c][row], other.cells[c][row]];
        if (left === right) continue;
        if (found.length === MOST_A_TICK) return found;
        found.push({ table: view.placed.name, row, column: column.name, left, right });
      }
    }
  }
  return found;
}

export class Guesses {
  #predicted = new Map<number, WorldBase>();
  #missed: Miss[] = [];
  #compared = 0;
  #wrong = 0;

  /** The newest first. */
  get missed(): readonly Miss[] {
    return this.#missed;
  }

  /** Of how many ticks, how many came otherwise. */
  get count(): { readonly compared: number; readonly wrong: number } {
    return { compared: this.#compared, wrong: this.#wrong };
  }

  /** Looks at what is predicted now, and at what has come. Call it for each frame. */
  look(): void {
    const drawn = sources?.drawn();
    const session = sources?.session;
    if (!drawn || !session?.past || session.seat < 0) return;
    const { predicted } = drawn;
    // What was predicted last of a tick is what its player saw.
    const kept = this.#predicted.get(predicted.tick);
    if (kept?.layout === predicted.layout) kept.copyFrom(predicted);
    else this.#predicted.set(predicted.tick, predicted.clone());
    for (const [tick, guess] of this.#predicted) {
      const known = session.past(tick);
      if (known && known.layout === guess.layout) this.#compare(known, guess);
      if (known || tick < predicted.tick - MOST_TICKS) this.#predicted.delete(tick);
    }
  }

  #compare(known: WorldBase, guess: WorldBase): void {
    const found = differences(known, guess);
    this.#compared += 1;
    if (found.length === 0) return;
    this.#wrong += 1;
    this.#missed = [...found.map((one) => ({ ...one, tick: known.tick })), ...this.#missed].slice(0, MOST_FOUND);
  }
}
