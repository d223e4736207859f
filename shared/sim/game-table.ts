/**
 * Tables as their game sees them: an own object for each, so that a game's columns may have any names. A column that is called
 * as a method shadows it; the functions below do the same for such a table.
 */
import type { Cells, Column, InputColumns } from "./columns.ts";
import type { TableView } from "./table.ts";
import { isSingle, type Single, type Table } from "./tables.ts";

/** The runtime's view of a game's table. No column can have this name. */
const VIEW = Symbol("view");
declare const COLUMNS: unique symbol;

/** A table whose rows are always there, or come and go. */
interface HasRows {
  readonly [VIEW]: TableView;
}

/** A table whose rows come and go, with these columns. */
interface HasLives<C> extends HasRows {
  readonly [COLUMNS]?: C;
}

/** Values by column: each column that a game names is a number. */
type ByName = Readonly<Record<string, number>>;

/** Whether this row is live. */
export const has = (table: HasRows, row: number): boolean => table[VIEW].has(row);

/** How many rows are live. */
export const count = (table: HasRows): number => table[VIEW].count();

/** The most rows that can be live at once. */
export const capacityOf = (table: HasRows): number => table[VIEW].capacity;

/** Takes the lowest free row; columns that are not named are 0. @returns its number, or -1 where the table is full */
export const spawn = <C>(table: HasLives<C>, values?: NoInfer<Values<C>>): number =>
  table[VIEW].spawn(values as ByName | undefined);

/** Makes this row live, with a new generation if it was live before; columns that are not named are 0. @returns its number */
export const spawnAt = <C>(table: HasLives<C>, row: number, values?: NoInfer<Values<C>>): number =>
  table[VIEW].spawnAt(row, values as ByName | undefined);

/** Ends this row and clears it; nothing happens if it is not live. */
export const despawn = (table: HasLives<unknown>, row: number): void => table[VIEW].despawn(row);

/** Odd while the row lives; (row, generation) names what lives there. @throws {TypeError} its rows are always there */
export function generationOf(table: HasLives<unknown>): Cells {
  const { generation, placed } = table[VIEW];
  if (generation === undefined) throw new TypeError(`${placed.name}: its rows are always there`);
  return generation;
}

class GameTable implements HasRows {
  readonly [VIEW]: TableView;

  constructor(view: TableView) {
    this[VIEW] = view;
    for (const [i, { name }] of view.placed.columns.entries()) {
      Object.defineProperty(this, name, { value: view.cells[i], enumerable: true });
    }
  }

  get capacity(): number {
    return this[VIEW].capacity;
  }

  get generation(): Cells | undefined {
    return this[VIEW].generation;
  }

  /** The live rows in ascending order. Rows may be spawned and despawned meanwhile. */
  [Symbol.iterator](): Generator<number, void> {
    return this[VIEW][Symbol.iterator]();
  }

  has(row: number): boolean {
    return this[VIEW].has(row);
  }

  count(): number {
    return this[VIEW].count();
  }

  spawn(values?: ByName): number {
    return this[VIEW].spawn(values);
  }

  spawnAt(row: number, values?: ByName): number {
    return this[VIEW].spawnAt(row, values);
  }

  despawn(row: number): void {
    this[VIEW].despawn(row);
  }

  /** Ends every row. */
  clear(): void {
    this[VIEW].clear();
  }
}

/** A single row's columns as plain properties. */
export function singleView(table: TableView): Record<string, number> {
  const view = {};
  for (const [i, column] of table.placed.columns.entries()) {
    const cells = table.cells[i];
    Object.defineProperty(view, column.name, {
      enumerable: true,
      get: () => cells[0],
      set: (value: number) => {
        cells[0] = value;
      },
    });
  }
  return view;
}

/** What the game is given of a table. */
export const gameTable = (view: TableView): object =>
  isSingle(view.placed.declared) ? singleView(view) : new GameTable(view);

const inputViews = new WeakMap<TableView, InputView>();

/** The inputs that a tick is given, as the game's bots write them: the same object for the same table. */
export function inputView(inputs: TableView): InputView {
  const known = inputViews.get(inputs);
  if (known) return known;
  // The columns of an input table are there by name; a game's own type says which.
  const made = new GameTable(inputs) as unknown as InputView;
  inputViews.set(inputs, made);
  return made;
}

/** The inputs that the seats hold, a row a seat: `world.seats.aim[seat]`. */
export type InputView<I = InputColumns> = { readonly [K in keyof I]: Cells };

/** `world.seats`: the inputs, and the kind of each owner. `world.command(seat)` reads commands. */
export type SeatsView<I = InputColumns> = Columned<
  I & { readonly kind: Column; readonly seen: Column; readonly command: Column },
  FixedView
>;

type Named<C> = { readonly [K in keyof C]: Cells };
type Values<C> = { readonly [K in keyof C]?: number };

export interface FixedView extends HasRows {
  readonly capacity: number;
  [Symbol.iterator](): Generator<number, void>;
}

export interface RowsView<C> extends FixedView, HasLives<C> {
  has(row: number): boolean;
  count(): number;
  /** Takes the lowest free row; columns that are not named are 0. Its number, or -1 where the table is full. */
  spawn(values?: Values<C>): number;
  spawnAt(row: number, values?: Values<C>): number;
  despawn(row: number): void;
  clear(): void;
  /** Odd while the row lives; (row, generation) names what lives there. */
  readonly generation: Cells;
}

/** The columns, and those of the table's own members whose names are not columns. */
export type Columned<C, V> = Named<C> & ([keyof C & keyof V] extends [never] ? V : Omit<V, keyof C>);

/** A declared table as its game sees it. */
export type ViewOf<T> =
  T extends Single<infer C>
    ? { -readonly [K in keyof C]: number }
    : T extends Table<infer C, "fixed">
      ? Columned<C, FixedView>
      : T extends Table<infer C>
        ? Columned<C, RowsView<C>>
        : never;
