/**
 * Columns: the typed integers that a world is made of.
 *
 * A column's type fixes its range, its bytes in the world's image, and how it is drawn between two
 * ticks (an angle turns by the short way, a number moves in a line).
 */

export type ColumnType = "i8" | "u8" | "i16" | "u16" | "i32" | "u32";

/** How a value is drawn between two ticks: in a line, by the short way round, or not at all. */
export type Blend = "line" | "turn" | "step";

export interface Column {
  readonly type: ColumnType;
  readonly blend: Blend;
  /**
   * The column of the same table that this one grows by at each tick (`x` by `vx`). A row that only
   * drifts then costs nothing on the wire: the decoder adds the rate, and the frame holds the rest.
   */
  readonly rate?: string;
  /** A greater change than this within one tick is a teleport: it is shown at once, and nothing is drawn between. */
  readonly snap?: number;
}

/** A column of a game's input: the values that a client may send, and the value of an empty seat. */
export interface InputColumn extends Column {
  /** The least value that is accepted. */
  readonly min: number;
  /** The greatest value that is accepted. */
  readonly max: number;
  /** The value of the seat before its first input, and while it is empty. */
  readonly idle: number;
  /** Bits: when two inputs fall into one tick, the set bits of both count, so no press is lost. */
  readonly bits: boolean;
  /** Each value gets a tick of its own, though it was held for less: see pulses.ts. */
  readonly pulse?: boolean;
}

export type Columns = Readonly<Record<string, Column>>;
export type InputColumns = Readonly<Record<string, InputColumn>>;

/** One full turn, in the unit of every angle: 1024 steps of 0.35 degrees. 0 points right, 256 down. */
export const TURN = 1024;

/** The cells of one column, a number a row. */
export interface Cells {
  readonly length: number;
  [row: number]: number;
}

type TypedArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

interface Width {
  readonly bytes: 1 | 2 | 4;
  readonly min: number;
  readonly max: number;
  view(buffer: ArrayBuffer, offset: number, length: number): TypedArray;
}

/** Each column type in memory. */
export const WIDTHS: Readonly<Record<ColumnType, Width>> = {
  i8: { bytes: 1, min: -128, max: 127, view: (b, o, n) => new Int8Array(b, o, n) },
  u8: { bytes: 1, min: 0, max: 255, view: (b, o, n) => new Uint8Array(b, o, n) },
  i16: { bytes: 2, min: -32768, max: 32767, view: (b, o, n) => new Int16Array(b, o, n) },
  u16: { bytes: 2, min: 0, max: 65535, view: (b, o, n) => new Uint16Array(b, o, n) },
  i32: { bytes: 4, min: -2147483648, max: 2147483647, view: (b, o, n) => new Int32Array(b, o, n) },
  u32: { bytes: 4, min: 0, max: 4294967295, view: (b, o, n) => new Uint32Array(b, o, n) },
};

type Options = Pick<Column, "rate" | "snap">;

/** A column that grows by another: its type keeps that one's name, so that the compiler can look it up in the table. */
export type Rated<O> = O extends { readonly rate: infer R extends string } ? Column & { readonly rate: R } : Column;

const number =
  (type: ColumnType) =>
  <const O extends Options = Record<never, never>>(options?: O): Rated<O> =>
    ({ type, blend: "line", ...options }) as Column as Rated<O>;

export const i8 = number("i8");
export const u8 = number("u8");
export const i16 = number("i16");
export const u16 = number("u16");
export const i32 = number("i32");
export const u32 = number("u32");

/** A direction, 0 to TURN - 1. */
export const angle = (): Column => ({ type: "u16", blend: "turn" });

/** A kind, a seat, a tick: a number that is never drawn half-way. */
export const discrete = (type: ColumnType = "u8"): Column => ({ type, blend: "step" });

/**
 * An input column with a range, such as a stick's axis.
 * @param options `pulse`: no value is lost that was held for less than a tick, such as a choice said by a number; each of several
 * gets a tick of its own, so a stick that never rests would come late by some ticks
 * @throws {RangeError} a bound is no whole number, `idle` is out of the range, or no column type can hold the range
 */
export function axis(min: number, max: number, idle = 0, options: { readonly pulse?: boolean } = {}): InputColumn {
  if (![min, max, idle].every(Number.isInteger)) {
    throw new RangeError(`axis: ${min} to ${max}, idle ${idle}: use whole numbers`);
  }
  if (!(min <= idle && idle <= max)) throw new RangeError(`axis: idle ${idle} is not within ${min} to ${max}`);
  const type = (Object.keys(WIDTHS) as ColumnType[]).find((t) => WIDTHS[t].min <= min && max <= WIDTHS[t].max);
  if (type === undefined) throw new RangeError(`axis: no integer column holds ${min} to ${max}`);
  return { type, blend: "line", min, max, idle, bits: false, ...options };
}

/** An input column that holds a direction, 0 to TURN - 1. */
export const aim = (): InputColumn => ({ type: "u16", blend: "turn", min: 0, max: TURN - 1, idle: 0, bits: false });

/**
 * An input column of 1 to 16 buttons, one bit each, the first the lowest.
 * @throws {RangeError} there are fewer buttons, or more
 */
export function buttons(count: number): InputColumn {
  if (!(Number.isInteger(count) && count >= 1 && count <= 16)) {
    throw new RangeError(`buttons: ${count}: use a whole number from 1 to 16`);
  }
  return { type: count > 8 ? "u16" : "u8", blend: "step", min: 0, max: (1 << count) - 1, idle: 0, bits: true };
}
