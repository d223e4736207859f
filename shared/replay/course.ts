/** A way through the worlds of a replay. */
import type { WorldBase } from "#shared/sim/index.ts";

export interface Course {
  /**
   * The world of this tick, or the last one up to it that there is. It is the same object each time.
   * @param tick within the replay
   * @throws {BadReplay} the replay is wrong, and has no such world
   */
  seek(tick: number): WorldBase;
}
