/** The games that ship, with competitive rounds that are soon over: the server of a test has these in the place of shared/games/index.ts. */
import { arena } from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { registry } from "#shared/sim/index.ts";

/** Seconds of play, without overtime. */
const ROUND_S = 20;

const { pairs } = arena.modes;
const { faceoff } = puck.modes;
const ofArena = { ...arena.modes, pairs: { ...pairs, settings: { ...pairs.settings, timeLimit: ROUND_S } } };
const ofPuck = { ...puck.modes, faceoff: { ...faceoff, settings: { ...faceoff.settings, timeLimit: ROUND_S } } };

export const games = registry({ ...arena, modes: ofArena }, { ...puck, modes: ofPuck });
