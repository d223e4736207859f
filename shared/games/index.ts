/** Every game that this build knows. A new game is one more line here. */
import type { AnyGame } from "#shared/sim/index.ts";
import { arena } from "./arena/index.ts";
import { puck } from "./puck/index.ts";

export const games: ReadonlyMap<string, AnyGame> = new Map<string, AnyGame>([
  [arena.name, arena],
  [puck.name, puck],
]);
