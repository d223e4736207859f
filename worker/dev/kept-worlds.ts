/** The worlds of a match's last seconds: to go back to, and to see how a cell came to be what it is. */
import type { DevCell, DevHistory } from "#shared/dev/state.ts";
import { emptyWorld, type Layout, type WorldBase } from "#shared/sim/index.ts";

/** How far back, in seconds; and at most so many bytes. */
const KEPT_S = 20;
const MOST_BYTES = 32 * 1024 * 1024;

interface Kept {
  readonly tick: number;
  readonly bytes: Uint8Array;
}

/** Whether worlds of one are worlds of the other: a match that is resumed has a layout of its own. */
const isAlike = (a: Layout | undefined, b: Layout): boolean =>
  a?.game === b.game && JSON.stringify(a.config) === JSON.stringify(b.config);

export class KeptWorlds {
  #layout: Layout | undefined;
  #kept: Kept[] = [];

  /** Takes in the world as it stands. One of this tick, and later ones, are of another course: they go. */
  keep(world: WorldBase): void {
    if (!isAlike(this.#layout, world.layout)) this.#kept = [];
    this.#layout = world.layout;
    this.#cut(world.tick - 1);
    this.#kept.push({ tick: world.tick, bytes: world.bytes.slice() });
    const most = Math.min(KEPT_S * world.layout.tickRate, Math.floor(MOST_BYTES / world.bytes.length));
    if (this.#kept.length > most) this.#kept.shift();
  }

  #cut(last: number): void {
    while ((this.#kept.at(-1)?.tick ?? last) > last) this.#kept.pop();
  }

  get range(): { readonly first: number; readonly last: number } | undefined {
    const [first, last] = [this.#kept[0], this.#kept.at(-1)];
    return first && last && { first: first.tick, last: last.tick };
  }

  /** Makes this world the one of that tick. @returns whether it is kept */
  bring(world: WorldBase, tick: number): boolean {
    const kept = isAlike(this.#layout, world.layout) ? this.#kept.find((one) => one.tick === tick) : undefined;
    if (kept) world.bytes.set(kept.bytes);
    return kept !== undefined;
  }

  /** The last one that is kept. */
  bringLast(world: WorldBase): boolean {
    return this.bring(world, this.#kept.at(-1)?.tick ?? -1);
  }

  /** Undefined where there is no such cell. */
  history({ table, column, row }: DevCell): DevHistory | undefined {
    if (!this.#layout) return undefined;
    const world = emptyWorld(this.#layout);
    const view = world.views.find(({ placed }) => placed.name === table);
    const index = view?.placed.index.get(column);
    if (!view || index === undefined || row >= view.capacity) return undefined;
    const values = this.#kept.map(({ bytes }) => {
      world.bytes.set(bytes);
      return view.cells[index][row];
    });
    return { firstTick: this.#kept[0]?.tick ?? 0, values };
  }
}
