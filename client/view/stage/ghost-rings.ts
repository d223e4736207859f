/** The rings by which ghosts are told apart, on any stage. */

export interface Ring {
  readonly colour: number;
  /** Of how many pieces the ring is, so that it is told apart without its colour. */
  readonly pieces: number;
  /** Pixels of the world. */
  readonly radius: number;
}

/** The page's style has the same colours for the legend. */
export const RINGS = {
  known: { colour: 0xf2e64e, pieces: 1, radius: 20 },
  real: { colour: 0xff6ad5, pieces: 5, radius: 20 },
  rewound: { colour: 0x7df0cc, pieces: 14, radius: 16 },
} as const satisfies Readonly<Record<string, Ring>>;

/** CSS pixels: the least radius, and the width of a line. */
const LEAST = 9;
const WIDTH = 2.5;

/** The same in pixels of the world. @param zoom CSS pixels for one of those */
export const ringSize = (zoom: number) => ({ least: LEAST / zoom, width: WIDTH / zoom });
