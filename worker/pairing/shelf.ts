/** Who is still free, in order of skill, in a list for each region: the neighbours of a ticket are found in a few steps. */
import { isNear } from "./group.ts";
import type { Wave, Wish } from "./wish.ts";

export class Shelf {
  readonly #wishes: readonly Wish[];
  /** By region, then by place: the next free ticket up and down. The last place is the end of both ways. */
  readonly #up: readonly Int32Array[];
  readonly #down: readonly Int32Array[];
  readonly #free: Uint8Array;

  constructor({ wishes, regions }: Wave) {
    this.#wishes = wishes;
    const end = wishes.length;
    this.#free = new Uint8Array(end).fill(1);
    this.#up = regions.map(() => new Int32Array(end + 1).fill(end));
    this.#down = regions.map(() => new Int32Array(end + 1).fill(end));
    for (let region = 0; region < regions.length; region++) {
      const [up, down] = [this.#up[region], this.#down[region]];
      let last = end;
      for (let i = 0; i < end; i++) {
        if (wishes[i].rtt[region] === Number.POSITIVE_INFINITY) continue;
        up[last] = i;
        down[i] = last;
        last = i;
      }
      up[last] = end;
      down[end] = last;
    }
  }

  isFree({ index }: Wish): boolean {
    return this.#free[index] === 1;
  }

  take({ index, rtt }: Wish): void {
    this.#free[index] = 0;
    for (let region = 0; region < this.#up.length; region++) {
      if (rtt[region] === Number.POSITIVE_INFINITY) continue;
      const [up, down] = [this.#up[region], this.#down[region]];
      up[down[index]] = up[index];
      down[up[index]] = down[index];
    }
  }

  /**
   * The free tickets that a match of `anchor` in this region might take, the nearest in skill first.
   * @param most how many at most
   */
  near(anchor: Wish, region: number, most: number): Wish[] {
    const { skill: width, rtt } = anchor.width;
    const [end, up, down] = [this.#wishes.length, this.#up[region], this.#down[region]];
    const found: Wish[] = [];
    let [low, high] = [down[anchor.index], up[anchor.index]];
    // Some that it passes by are too far from the region: it does not look on for ever.
    for (let steps = 4 * most; steps > 0 && found.length < most; steps--) {
      const below = low === end ? Number.POSITIVE_INFINITY : anchor.skill - this.#wishes[low].skill;
      const above = high === end ? Number.POSITIVE_INFINITY : this.#wishes[high].skill - anchor.skill;
      if (Math.min(below, above) > width) break;
      const nearer = this.#wishes[below <= above ? low : high];
      if (below <= above) low = down[low];
      else high = up[high];
      if (isNear(nearer, region, rtt)) found.push(nearer);
    }
    return found;
  }
}
