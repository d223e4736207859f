import type { ArenaWorld } from "#shared/games/arena/index.ts";

export class Patches {
  /** A client has the world as it is now. */
  constructor(coding: "float32" | "quantised" | "reckoned", world: ArenaWorld);
  /**
   * The next tick.
   * @returns the patch's bytes
   * @throws {Error} a client would not see this world
   */
  tick(world: ArenaWorld): number;
}
