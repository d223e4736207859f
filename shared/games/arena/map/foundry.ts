/** Foundry: halls and machines, with walls and gates across the streets. Sight is short, and doors can be held. */
import { ACROSS, type Motif, type Plan } from "./plan.ts";

/** What stands across the streets meets the middle of a block's sides: doors are beside it. */
const HALL: Motif = [
  [-7, -7, 2, 14],
  [5, -7, 2, 14],
  [-1, -7, 2, 2],
  [-1, 5, 2, 2],
];
const FURNACE: Motif = [
  [-7, -1, 3, 2],
  [-4, -4, 8, 8],
  [4, -1, 3, 2],
];
const PRESSES: Motif = [
  [-7, -7, 3, 14],
  [4, -7, 3, 14],
];
const BELT: Motif = [[-7, -3, 14, 6]];
const PIPES: Motif = [
  [-7, -7, 2, 9],
  [-5, -7, 6, 2],
  [-1, -2, 2, 4],
  [5, -2, 2, 9],
  [-1, 5, 6, 2],
];

const EVEN: readonly Motif[] = [FURNACE, HALL, PRESSES, BELT];

export const foundry: Plan = {
  motifs: [PIPES, ...EVEN],
  even: EVEN,
  across({ upright, street, block, central }) {
    // A pickup lies in the outermost piece of the middle street.
    const closed = upright && (street + block) % 2 === 1 && !(central && block === 0);
    return closed ? ACROSS.wall : ACROSS.gate;
  },
};
