/** All that happens on a client's link, told as it happens: for the load tool, bots, and the trace recorder. */
import type { Input } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";

export interface Observer {
  /** A keyframe or a frame has led to this world. Read it now: it goes on. */
  frame?(world: WorldBase, bytes: number, now: number): void;
  /** A message has been sent, with these inputs. */
  sent?(bytes: number, now: number, inputs: readonly Input[]): void;
  /** A round trip, without the time that the server held the ping back, in milliseconds. */
  roundTrip?(ms: number, now: number): void;
  /** By how much the worst of the last inputs was early, or, negative, late, as the server says. Milliseconds. */
  heard?(slack: number, now: number): void;
  /** The prediction of the player's own rows at this tick was off by so much, in units of the columns. */
  corrected?(tick: number, size: number, now: number): void;
  outOfStep?(tick: number): void;
  lost?(code: number): void;
}
