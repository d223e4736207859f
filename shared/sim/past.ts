/** The worlds of the last ticks, and blends between two of them, for lag compensation. */
import { TURN } from "./columns.ts";
import { SEEN_PARTS } from "./layout.ts";
import { type Image, overlay } from "./overlay.ts";
import type { TableView } from "./table.ts";
import { turnBetween } from "./trig.ts";

/** A world that can be kept: a copy of it is a world of the same kind. */
interface Kept<W> extends Image {
  readonly tick: number;
  readonly seatTable: TableView;
  clone(): W;
  copyFrom(other: W): unknown;
}

export class Past<W extends Kept<W>> {
  /** A ring: the world of tick t stands at t modulo its length. */
  readonly #worlds: (W | undefined)[];
  #seen: W | undefined;

  /** @param ticks the number of worlds to keep; 0 = none */
  constructor(ticks: number) {
    this.#worlds = Array.from({ length: ticks });
  }

  /** Keeps a copy of a world before it is stepped. */
  push(world: W): void {
    if (this.#worlds.length === 0) return;
    const slot = world.tick % this.#worlds.length;
    const kept = this.#worlds[slot];
    if (kept) kept.copyFrom(world);
    else this.#worlds[slot] = world.clone();
  }

  /** The world of this tick, if it is kept. */
  at(tick: number): W | undefined {
    const world = this.#worlds[tick % this.#worlds.length];
    return world?.tick === tick ? world : undefined;
  }

  /** Forgets all worlds: the next one does not follow from them. */
  clear(): void {
    this.#worlds.fill(undefined);
  }

  copyFrom(other: Past<W>): void {
    for (const [slot, world] of other.#worlds.entries()) {
      const own = this.#worlds[slot];
      if (world === undefined || own === undefined) this.#worlds[slot] = world?.clone();
      else own.copyFrom(world);
    }
  }

  /** `now` as this seat saw it; see `WorldBase.seen`. It goes back as far as worlds are kept. */
  seen(now: W, seat: number): W {
    const most = this.#worlds.length * SEEN_PARTS;
    // No player has seen the outcome of this tick yet: it goes back by one tick at least.
    const parts = now.tick * SEEN_PARTS - Math.min(most, Math.max(SEEN_PARTS, now.seatTable.cells[1][seat]));
    const tick = Math.floor(parts / SEEN_PARTS);
    const from = this.at(tick);
    if (from === undefined) return now;
    this.#seen ??= now.clone();
    this.#seen.copyFrom(from);
    const to = this.at(tick + 1);
    if (to) blend(this.#seen, to, parts - tick * SEEN_PARTS);
    overlay(this.#seen, now, seat);
    return this.#seen;
  }
}

/** Moves interpolated tables towards `to`, by `parts` of `SEEN_PARTS`; in whole numbers, as all rules. */
function blend(world: Image, to: Image, parts: number): void {
  if (parts === 0) return;
  for (const [t, view] of world.views.entries()) {
    if (view.placed.show === "interpolate") blendTable(view, to.views[t], parts);
  }
}

function blendTable(view: TableView, to: TableView, parts: number): void {
  for (const [i, { blend: how, snap = Number.POSITIVE_INFINITY }] of view.placed.columns.entries()) {
    if (how === "step") continue;
    const cells = view.cells[i];
    for (let row = 0; row < view.capacity; row++) {
      if (!view.has(row) || view.generation?.[row] !== to.generation?.[row]) continue;
      const by = how === "turn" ? turnBetween(cells[row], to.cells[i][row]) : to.cells[i][row] - cells[row];
      if (Math.abs(by) > snap) continue;
      const moved = cells[row] + Math.trunc((by * parts) / SEEN_PARTS);
      cells[row] = how === "turn" ? (moved + TURN) % TURN : moved;
    }
  }
}
