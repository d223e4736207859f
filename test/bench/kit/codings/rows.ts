/** What a full-state coding sends at each tick: every live row of every table, and not the generator. */
import type { ArenaWorld } from "#shared/games/arena/index.ts";
import type { TableView } from "#shared/sim/index.ts";

/** The tables to send: all but the runtime's own, whose clock goes in front. */
export const tablesOf = (world: ArenaWorld): readonly TableView[] => world.views.slice(1);
