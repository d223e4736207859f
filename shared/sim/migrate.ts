/** Continues a match under rules of another version. docs/decisions/versions.md says why. */
import { type Cells, type InputColumn, WIDTHS } from "./columns.ts";
import type { Older } from "./game.ts";
import { plan } from "./layout.ts";
import type { Nature } from "./nature.ts";
import type { PlacedColumn } from "./placed.ts";
import { configure } from "./settings.ts";
import type { TableView } from "./table.ts";
import { type AnyGame, setUp, type WorldBase } from "./world.ts";

/**
 * A column of any world by its names, a cell a row; undefined where there is none. For `migrate`, to read columns that
 * the new rules do not have.
 */
export function columnOf(world: WorldBase, table: string, column: string): Cells | undefined {
  const view = tableOf(world, table);
  const index = view?.placed.index.get(column);
  return index === undefined ? undefined : view?.cells[index];
}

const tableOf = (world: WorldBase, name: string): TableView | undefined =>
  world.views.find(({ placed }) => placed.name === name);

/**
 * Copies what two worlds have in common: the tick, the generator's state, the seats, and all tables of one name and
 * kind, in them the columns of one name and the rows that both have room for. A value that its new column can't hold
 * becomes the nearest that it can, and an input out of its new range becomes idle. The rest of `to` stays, except that
 * the other columns of a copied row become 0. The world has no past.
 */
export function carryOver(from: WorldBase, to: WorldBase): void {
  const { input } = to.layout.game;
  for (const target of to.views) {
    const source = tableOf(from, target.placed.name);
    if (source?.placed.kind !== target.placed.kind) continue;
    carryTable(source, target, target === to.seatTable ? new Map(Object.entries(input)) : NO_INPUTS);
  }
  to.past.clear();
}

const NO_INPUTS: ReadonlyMap<string, InputColumn> = new Map();

function carryTable(source: TableView, target: TableView, inputs: ReadonlyMap<string, InputColumn>): void {
  const rows = Math.min(source.capacity, target.capacity);
  if (source.generation && target.generation) {
    for (let row = 0; row < rows; row++) {
      for (const cells of target.cells) cells[row] = 0;
      target.generation[row] = source.generation[row];
    }
  }
  for (const [i, column] of target.placed.columns.entries()) {
    const index = source.placed.index.get(column.name);
    if (index === undefined) continue;
    const input = inputs.get(column.name);
    for (let row = 0; row < rows; row++) {
      if (source.has(row)) target.cells[i][row] = nearest(source.cells[index][row], column, input);
    }
  }
}

/** The value that comes nearest to this one in a column. */
function nearest(value: number, { type }: PlacedColumn, input: InputColumn | undefined): number {
  if (input && (value < input.min || value > input.max)) return input.idle;
  return Math.min(WIDTHS[type].max, Math.max(WIDTHS[type].min, value));
}

/**
 * Makes the world with which this game continues a match of another version. It has no past: `seen` shows the present
 * at first.
 * @param settings as the match was made with
 * @param from its version and its world, which may have a layout of `layoutFromSchema`; it is not changed
 * @param nature as for `setUp`
 * @returns undefined where the game cannot continue it: it has no `migrate`, that answers false, or it has other
 * settings
 */
export function migrate(
  game: AnyGame,
  settings: Readonly<Record<string, number>>,
  from: Older,
  nature?: Nature,
): WorldBase | undefined {
  if (game.migrate === undefined || from.world.layout.game.name !== game.name || !fits(game, settings))
    return undefined;
  const world = setUp(plan(game, settings), 0, 0, nature);
  carryOver(from.world, world);
  return game.migrate(world, from) ? world : undefined;
}

/** Whether these settings are the game's. */
function fits({ settings: known }: AnyGame, chosen: Readonly<Record<string, number>>): boolean {
  try {
    configure(known, chosen);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
