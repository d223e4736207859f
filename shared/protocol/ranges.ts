/** Ranges of whole numbers in messages up: the decoder refuses what is outside, and the forms of the playground say so. */

/** Both ends are in it. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A tick, a clock, a mark, a seat, a seed. */
export const U32: Range = { min: 0, max: 0xffffffff };
/** How far behind its tick an input was given, in 1/8 ticks. */
export const SEEN: Range = { min: 0, max: 255 };
/** No or yes. */
export const BIT: Range = { min: 0, max: 1 };
/** What an integer of the wire can be at all. */
export const WIRE: Range = { min: -0x80000000, max: 0xffffffff };

export const isWithin = ({ min, max }: Range, n: number): boolean => n >= min && n <= max;
