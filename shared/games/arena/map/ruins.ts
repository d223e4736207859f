/** Ruins: blocks of every kind between free streets. Sight is long along the streets, and short off them. */
import type { Motif, Plan } from "./plan.ts";

const CROSS: Motif = [
  [-6, -1, 12, 2],
  [-1, -6, 2, 12],
];
const PILLARS: Motif = [
  [-6, -6, 3, 3],
  [3, -6, 3, 3],
  [-6, 3, 3, 3],
  [3, 3, 3, 3],
  [-1, -1, 2, 2],
];
const LANES: Motif = [
  [-7, -5, 14, 2],
  [-7, 3, 14, 2],
];
const GATES: Motif = [
  [-7, -5, 2, 10],
  [5, -5, 2, 10],
  [-2, -2, 4, 4],
];
const ROOM: Motif = [
  [-7, -7, 4, 2],
  [3, -7, 4, 2],
  [-7, 5, 4, 2],
  [3, 5, 4, 2],
  [-7, -5, 2, 2],
  [5, -5, 2, 2],
  [-7, 3, 2, 2],
  [5, 3, 2, 2],
];
const BUNKER: Motif = [
  [-3, -3, 6, 6],
  [-7, -1, 1, 2],
  [6, -1, 1, 2],
];
const PINWHEEL: Motif = [
  [-7, -6, 9, 2],
  [5, -7, 2, 9],
  [-2, 5, 9, 2],
  [-7, -2, 2, 9],
];
const HOOK: Motif = [
  [-6, -6, 2, 10],
  [-4, 2, 6, 2],
  [3, -6, 4, 2],
  [5, -4, 2, 5],
];

const EVEN: readonly Motif[] = [ROOM, CROSS, LANES, PILLARS, GATES, BUNKER];

export const ruins: Plan = { motifs: [PINWHEEL, ...EVEN, HOOK], even: EVEN };
