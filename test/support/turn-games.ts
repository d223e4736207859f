/** A turn-based game alone: the server of a benchmark has it in the place of shared/games/index.ts. */
import { registry } from "#shared/sim/index.ts";
import { turns } from "./turns.ts";

export const games = registry(turns);
