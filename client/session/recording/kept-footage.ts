/** A few moments of a match that is on, copied out of what a client keeps: they stay while the match goes on. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import type { Session } from "../types.ts";
import { checkTick, type Footage } from "./footage.ts";

export class KeptFootage implements Footage {
  readonly first: number;
  readonly last: number;
  readonly layout: Layout;
  readonly #worlds: readonly WorldBase[];

  private constructor(first: number, worlds: readonly WorldBase[]) {
    this.first = first;
    this.last = first + worlds.length - 1;
    this.layout = worlds[0].layout;
    this.#worlds = worlds;
  }

  /** From the first to the last tick, as far as they are kept. @returns undefined where none of them is */
  static of({ past }: Pick<Session, "past">, first: number, last: number): KeptFootage | undefined {
    const worlds: WorldBase[] = [];
    let begins = first;
    for (let tick = first; tick <= last; tick++) {
      const world = past?.(tick);
      if (world !== undefined) worlds.push(world.clone());
      else if (worlds.length === 0) begins = tick + 1;
      else break;
    }
    return worlds.length === 0 ? undefined : new KeptFootage(begins, worlds);
  }

  /** @throws {RangeError} the tick is not within it */
  world(tick: number): WorldBase {
    checkTick(tick, this);
    return this.#worlds[tick - this.first];
  }

  /** Nothing is kept of it. */
  roster(): readonly RosterEntry[] {
    return [];
  }

  again(): Footage {
    return this;
  }
}
