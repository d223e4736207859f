/**
 * Frames of the rules stream that a match has signed: each ends with a tag, by which the match knows it again when a
 * client returns it after a crash. docs/WIRE.md, "The tail".
 */
import type { Frame } from "#shared/log/index.ts";
import { pack } from "./wire.ts";

/** By what a signed frame tells before its changes: nothing; its ticks; its ticks and a hash. */
export const SIGNED = { signedRules: 11, signedPause: 12, signedCheckedRules: 13 } as const;

/** A tag is the last three integers of its frame, of 7 bits each, which msgpack codes in a byte each. */
export const TAG_BYTES = 3;
/** A tag is less than this. */
export const TAGS = 1 << (7 * TAG_BYTES);

/** The bytes of a tag, as they stand at the end of a frame's message. */
export const tagBytes = (tag: number): [number, number, number] => [tag >> 14, (tag >> 7) & 0x7f, tag & 0x7f];

export function encodeSigned({ ticks, hash, delta }: Frame, tag: number): Uint8Array {
  const end = [...delta, ...tagBytes(tag)];
  if (hash !== undefined) return pack([SIGNED.signedCheckedRules, ticks, hash, ...end]);
  return ticks === 1 ? pack([SIGNED.signedRules, ...end]) : pack([SIGNED.signedPause, ticks, ...end]);
}

/** Integers before the changes, the type included. */
const HEADS: ReadonlyMap<number, number> = new Map([
  [SIGNED.signedRules, 1],
  [SIGNED.signedPause, 2],
  [SIGNED.signedCheckedRules, 3],
]);

/** @returns undefined where the integers are no signed frame */
export function decodeSigned(ints: readonly number[]): Frame | undefined {
  const head = HEADS.get(ints[0]);
  const end = ints.length - TAG_BYTES;
  if (head === undefined || end < head) return undefined;
  const parts = ints.slice(end);
  if (parts.some((part) => part < 0 || part > 0x7f)) return undefined;
  const tag = parts.reduce((sum, part) => (sum << 7) | part, 0);
  const ticks = head > 1 ? ints[1] : 1;
  return { stream: "rules", ticks, hash: head > 2 ? ints[2] : undefined, delta: ints.slice(head, end), tag };
}
