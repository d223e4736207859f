/** What one can look at again: the ticks of a match that are kept, in memory or in a file. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";

export interface Footage {
  readonly layout: Layout;
  /** The first and the last tick that there is; -1 where there is none yet. They may move on meanwhile. */
  readonly first: number;
  readonly last: number;
  /**
   * The world of this tick. Where nothing is known of it, the last one before: then its `tick` is less than was asked
   * for. Read only; it holds until the next call. The tick after the last one asked for costs a step; another place, a
   * fraction of a second at most.
   * @throws {RangeError} the tick is not within the footage
   */
  world(tick: number): WorldBase;
  /**
   * The roster at this tick.
   * @throws {RangeError} the tick is not within the footage
   */
  roster(tick: number): readonly RosterEntry[];
  /** The same footage, for a second reader, which stands elsewhere in it. */
  again(): Footage;
}

/** @throws {RangeError} the tick is not within the footage */
export function checkTick(tick: number, { first, last }: Pick<Footage, "first" | "last">): void {
  if (first < 0 || !(Number.isInteger(tick) && tick >= first && tick <= last))
    throw new RangeError(`tick ${tick} is not within ${first} to ${last}`);
}
