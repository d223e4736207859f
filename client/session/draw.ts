/** Interpolation, written once for any table of any game: where rows are between two ticks. */
import { type Cells, type Layout, type TableView, TURN, turnBetween, type WorldBase } from "#shared/sim/index.ts";
import type { DrawnTable } from "./types.ts";

interface Target {
  /** The table's number in the layout. */
  readonly table: number;
  readonly cells: readonly Float64Array[];
}

function between(from: number, to: number, alpha: number, turns: boolean): number {
  if (!turns) return from + (to - from) * alpha;
  return (from + turnBetween(from, to) * alpha + TURN) % TURN;
}

export class Interpolator {
  readonly tables: Readonly<Record<string, DrawnTable>>;
  readonly #targets: Target[] = [];

  constructor(layout: Layout) {
    const tables: Record<string, Record<string, Cells>> = {};
    for (const [table, { name, show, columns, capacity }] of layout.tables.entries()) {
      if (show !== "interpolate") continue;
      const cells = columns.map(() => new Float64Array(capacity));
      tables[name] = Object.fromEntries(columns.map((column, i) => [column.name, cells[i]]));
      this.#targets.push({ table, cells });
    }
    this.tables = tables;
  }

  /** Fills `tables` for the moment `alpha` (0 to 1) after `from`; `to` is the next tick's world, if it is known. */
  draw(from: WorldBase, to: WorldBase | undefined, alpha: number): void {
    for (const { table, cells } of this.#targets) {
      drawTable(cells, from.views[table], to?.views[table], alpha);
    }
  }
}

function drawTable(target: readonly Float64Array[], from: TableView, to: TableView | undefined, alpha: number): void {
  for (const [i, { blend, rateColumn }] of from.placed.columns.entries()) {
    const cells = from.cells[i];
    for (const row of from) {
      // Whoever lives in the row at the next tick is the same one, or the row is of two different lives.
      const goesOn = to !== undefined && (from.life === undefined || from.life[row] === to.life?.[row]);
      if (goesOn && blend !== "step") target[i][row] = between(cells[row], to.cells[i][row], alpha, blend === "turn");
      else if (to !== undefined && !goesOn && rateColumn !== undefined) {
        // Its last moment: it flies on by its own rate until the tick in which it is gone.
        target[i][row] = cells[row] + from.cells[rateColumn][row] * alpha;
      } else target[i][row] = cells[row];
    }
  }
}
