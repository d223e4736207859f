import type { World } from "#shared/sim/index.ts";
import type { input } from "./input.ts";
import type { Level } from "./map/level.ts";
import type { settings } from "./settings.ts";
import type { tables } from "./tables.ts";

/** The arena's world, as its rules see it. */
export type ArenaWorld = World<typeof input, ReturnType<typeof tables>, typeof settings, Level>;
