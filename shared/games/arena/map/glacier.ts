/** Glacier: an open field with a few rocks for cover. Rails lie in its middle, since sight is long. */
import { PICKUP } from "../tuning.ts";
import type { Motif, Plan } from "./plan.ts";

const BOULDER: Motif = [[-2, -1, 4, 2]];
const QUARTET: Motif = [
  [-5, -5, 2, 2],
  [3, -5, 2, 2],
  [-5, 3, 2, 2],
  [3, 3, 2, 2],
];
const RIDGE: Motif = [[-5, -1, 10, 2]];
const SPINE: Motif = [[-1, -5, 2, 10]];
const SHARDS: Motif = [
  [-6, -4, 2, 5],
  [1, 2, 5, 2],
];

const EVEN: readonly Motif[] = [BOULDER, QUARTET, RIDGE, SPINE];

const SWAPPED: Readonly<Record<number, number>> = { [PICKUP.rocket]: PICKUP.rail, [PICKUP.rail]: PICKUP.rocket };

export const glacier: Plan = { motifs: [SHARDS, ...EVEN], even: EVEN, kind: (kind) => SWAPPED[kind] ?? kind };
