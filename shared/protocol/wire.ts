/** The one place that knows msgpackr. */
import { Packr, Unpackr } from "msgpackr";

const packr = new Packr({ useRecords: false, variableMapSize: true });
const unpackr = new Unpackr({ useRecords: false, mapsAsObjects: false });

/** A measured number as an integer of a width: NaN becomes 0, and a number out of range becomes the nearest in it. */
const within =
  (least: number, most: number) =>
  (n: number): number =>
    Number.isNaN(n) ? 0 : Math.trunc(Math.min(most, Math.max(least, n))) + 0;

export const asU32 = within(0, 0xffffffff);
export const asI32 = within(-0x80000000, 0x7fffffff);

/** One message as msgpack. */
export function pack(message: readonly unknown[]): Uint8Array {
  return packr.pack(message);
}

/** Several messages that travel as one: their bytes, back to back. */
export function join(messages: readonly Uint8Array[]): Uint8Array {
  if (messages.length === 1) return messages[0];
  const whole = new Uint8Array(messages.reduce((sum, message) => sum + message.length, 0));
  let at = 0;
  for (const message of messages) {
    whole.set(message, at);
    at += message.length;
  }
  return whole;
}

/** All the messages in `bytes`. Only for bytes from a trusted server. */
export function unpackAll(bytes: Uint8Array): unknown[] {
  return bytes.length === 0 ? [] : (unpackr.unpackMultiple(bytes) ?? []);
}

/**
 * Reads arrays of integers, back to back, and nothing else: no nesting, no text, no maps, no extension types, no
 * 64-bit numbers. Everything else is refused before msgpackr sees it.
 * @returns undefined for all other bytes, and for none
 */
export function unpackManyInts(bytes: Uint8Array): number[][] | undefined {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    at = flatEnd(bytes, at);
    if (at < 0) return undefined;
    ends.push(at);
  }
  if (ends.length === 0) return undefined;
  return ends.map((end, n) => unpackr.unpack(bytes.subarray(ends[n - 1] ?? 0, end)) as number[]);
}

/** How many bytes an integer takes that begins with this byte; 0 if it is no integer of up to 32 bits. */
function integerSize(head: number): number {
  if (head <= 0x7f || head >= 0xe0) return 1;
  switch (head) {
    case 0xcc: // uint 8
    case 0xd0: // int 8
      return 2;
    case 0xcd: // uint 16
    case 0xd1: // int 16
      return 3;
    case 0xce: // uint 32
    case 0xd2: // int 32
      return 5;
    default:
      return 0;
  }
}

/** Where the array of integers of up to 32 bits ends that begins at `from`; -1 where none does. */
function flatEnd(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  let count = bytes[from] - 0x90; // fixarray
  if (bytes[from] === 0xdc && bytes.length >= from + 3) {
    count = bytes[from + 1] * 256 + bytes[from + 2]; // array 16
    at = from + 3;
  } else if (count < 0 || count > 15) {
    return -1;
  }
  for (; count > 0; count--) {
    const size = at < bytes.length ? integerSize(bytes[at]) : 0;
    if (size === 0) return -1;
    at += size;
  }
  return at <= bytes.length ? at : -1;
}
