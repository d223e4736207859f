/**
 * What is drawn: others between two ticks of the past, the player's own rows and what is predicted between two ticks
 * of now. Written once for any table of any game. When more becomes known, what is on the screen glides to where it
 * should be.
 */
import {
  type Cells,
  type Layout,
  overlay,
  type TableView,
  TURN,
  turnBetween,
  type WorldBase,
} from "#shared/sim/index.ts";
import type { DrawnTable } from "../types.ts";

/** Two ticks, and how far from the one to the other: 0 to 1. */
export interface Moment {
  readonly from: WorldBase;
  /** Undefined where it is not known. */
  readonly to: WorldBase | undefined;
  readonly alpha: number;
}

/** A correction has faded to a third after so many milliseconds: nothing is left of it after 150. */
const FADE_MS = 35;
/** What is less than this is not seen, in units of the column. */
const NEGLIGIBLE = 0.05;

interface Target {
  /** The table's number in the layout. */
  readonly table: number;
  readonly cells: readonly Float64Array[];
  /** How far off the truth each cell is shown, so that nothing jumps. */
  readonly offsets: readonly Float64Array[];
  /** Whose row it was in the last picture. */
  readonly lives: Float64Array;
}

/** The way from one value to another: for what turns, the short way round. */
const way = (from: number, to: number, turns: boolean): number => (turns ? turnBetween(from, to) : to - from);

export class Picture {
  readonly tables: Readonly<Record<string, DrawnTable>>;
  readonly world: WorldBase;
  readonly #targets: Target[] = [];
  readonly #seat: number;
  #at = 0;

  constructor(layout: Layout, world: WorldBase, seat: number) {
    this.world = world;
    this.#seat = seat;
    const tables: Record<string, Record<string, Cells>> = {};
    for (const [table, { name, kind, show, columns, capacity }] of layout.tables.entries()) {
      if (show === "snap" || kind === "events") continue;
      const cells = columns.map(() => new Float64Array(capacity));
      const offsets = columns.map(() => new Float64Array(capacity));
      tables[name] = Object.fromEntries(columns.map((column, i) => [column.name, cells[i]]));
      this.#targets.push({ table, cells, offsets, lives: new Float64Array(capacity).fill(-1) });
    }
    this.tables = tables;
  }

  /** Fills `world` and `tables`. `own` is undefined for a spectator. */
  draw(others: Moment, own: Moment | undefined, now: number): void {
    const fade = Math.exp(-Math.max(0, now - this.#at) / FADE_MS);
    this.#at = now;
    this.#compose(others, own);
    for (const target of this.#targets) {
      for (const offsets of target.offsets) fadeAll(offsets, fade);
      this.#place(target, others, own);
      for (const [i, cells] of target.cells.entries()) addAll(cells, target.offsets[i]);
      const { generation } = this.world.views[target.table];
      for (let row = 0; row < target.lives.length; row++) target.lives[row] = generation?.[row] ?? 0;
    }
  }

  /** More is known: given the moments of the last picture as they are known now, lets it go on from where it was. */
  amend(others: Moment, own: Moment | undefined): void {
    this.#compose(others, own);
    for (const target of this.#targets) {
      const before = target.cells.map((cells) => cells.slice());
      this.#place(target, others, own);
      const view = this.world.views[target.table];
      for (const [i, { blend, snap = Number.POSITIVE_INFINITY }] of view.placed.columns.entries()) {
        if (blend === "step") continue;
        for (let row = 0; row < view.capacity; row++) {
          const same = view.has(row) && target.lives[row] === (view.generation?.[row] ?? 0);
          const off = same ? way(target.cells[i][row], before[i][row], blend === "turn") : 0;
          target.offsets[i][row] = Math.abs(off) > snap || Math.abs(off) < NEGLIGIBLE ? 0 : off;
        }
      }
    }
  }

  #compose(others: Moment, own: Moment | undefined): void {
    this.world.copyFrom(others.from);
    if (own) overlay(this.world, own.from, this.#seat);
  }

  #place({ table, cells }: Target, others: Moment, own: Moment | undefined): void {
    const { show, perSeat } = this.world.views[table].placed;
    if (own && show === "predict") placeRows(cells, table, own);
    else placeRows(cells, table, others);
    if (own && perSeat) placeRow(cells, table, own, this.#seat);
  }
}

function fadeAll(offsets: Float64Array, fade: number): void {
  for (let row = 0; row < offsets.length; row++) {
    if (offsets[row] === 0) continue;
    offsets[row] *= fade;
    if (Math.abs(offsets[row]) < NEGLIGIBLE) offsets[row] = 0;
  }
}

function addAll(cells: Float64Array, offsets: Float64Array): void {
  for (let row = 0; row < offsets.length; row++) if (offsets[row] !== 0) cells[row] += offsets[row];
}

function placeRows(cells: readonly Float64Array[], table: number, moment: Moment): void {
  for (const row of moment.from.views[table]) placeRow(cells, table, moment, row);
}

function placeRow(cells: readonly Float64Array[], table: number, { from, to, alpha }: Moment, row: number): void {
  const view = from.views[table];
  const next = to?.views[table];
  // The row holds the same entity at the next tick, or two entities of different generations.
  const goesOn = next !== undefined && view.generation?.[row] === next.generation?.[row];
  for (let i = 0; i < cells.length; i++)
    cells[i][row] = place(view, goesOn ? next : undefined, i, row, alpha, next !== undefined);
}

function place(
  from: TableView,
  to: TableView | undefined,
  i: number,
  row: number,
  alpha: number,
  ends: boolean,
): number {
  const { blend, rateColumn, snap = Number.POSITIVE_INFINITY } = from.placed.columns[i];
  const value = from.cells[i][row];
  if (to === undefined) {
    // Its last moment: it flies on by its own rate until the tick in which it is gone.
    return ends && rateColumn !== undefined ? value + from.cells[rateColumn][row] * alpha : value;
  }
  if (blend === "step") return value;
  const by = way(value, to.cells[i][row], blend === "turn");
  if (Math.abs(by) > snap) return value;
  return blend === "turn" ? (value + by * alpha + TURN) % TURN : value + by * alpha;
}
