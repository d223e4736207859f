/** Every game that this build knows, the first by default. A new game is one more name here. */
import { registry } from "#shared/sim/index.ts";
import { arena } from "./arena/index.ts";
import { puck } from "./puck/index.ts";

export const games = registry(arena, puck);
