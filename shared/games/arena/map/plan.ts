/** What tells one map from another, as rules see it: its walls, and what lies where. */

/** In units of 20 pixels, about the centre of a block. */
export type Part = readonly [left: number, top: number, width: number, height: number];

/**
 * Walls for a block. Each stays within 7 units of the centre, so that the streets between blocks are at least 6 units
 * wide, and leaves 3 units between its parts, so that a body of 2 units can pass.
 */
export type Motif = readonly Part[];

/** What stands across a street, halfway between two crossings: nothing, a wall with a gap of 4 units, or a wall. */
export const ACROSS = { nothing: 0, gate: 1, wall: 2 } as const;
export type Across = (typeof ACROSS)[keyof typeof ACROSS];

/** A piece of a street that is not along the map's edge. Counts go from the nearer side of the map. */
export interface Piece {
  /** It goes from the top to the bottom. */
  readonly upright: boolean;
  /** The number of its street, at least 1. */
  readonly street: number;
  /** The number of the block beside it. */
  readonly block: number;
  /** Its street is in the middle of the map. */
  readonly central: boolean;
}

export interface Plan {
  readonly motifs: readonly Motif[];
  /** The same seen in a mirror, so that they can stand on an axis of the map. */
  readonly even: readonly Motif[];
  /** Undefined = all streets are free. */
  readonly across?: (piece: Piece) => Across;
  /** The kind of pickup that lies here where Ruins has the other. */
  readonly kind?: (kind: number) => number;
}
