/** A way to send a match: what is compared. */
import type { ArenaWorld } from "#shared/games/arena/index.ts";

export interface Coding {
  readonly name: string;
  /** A client has the world as it is now, however it came by it. */
  begin(world: ArenaWorld): void;
  /** The bytes that one client is sent for this tick, without the WebSocket's own framing. */
  tick(world: ArenaWorld): number;
}
