/** The games of this build; the first is the default. To add a game, add its name here. */
import { registry } from "#shared/sim/index.ts";
import { arena } from "./arena/index.ts";
import { dice } from "./dice/index.ts";
import { puck } from "./puck/index.ts";
import { tag } from "./tag/index.ts";

export const games = registry(arena, puck, tag, dice);
