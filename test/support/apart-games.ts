/** The arena with a queue that never widens: the server of a benchmark has it in the place of shared/games/index.ts. */
import { arena } from "#shared/games/arena/index.ts";
import { registry } from "#shared/sim/index.ts";

const { pairs } = arena.modes;
/** Ratings of a match lie apart by so much at most, however long its players wait; and no bots fill it. */
const queue = {
  players: { min: 4, max: 4 },
  teams: { count: 2, size: 2 },
  skill: [[0, 1] as const],
  never: { skill: 1 },
};

export const games = registry({ ...arena, modes: { ...arena.modes, pairs: { ...pairs, queue } } });
