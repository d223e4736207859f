/**
 * Signs the frames of a match's rules stream, so that a client can give back what a crash has lost, and can neither forge nor
 * change it. Only the match has the key, and reads tags only after a crash: a guess is right once in two million, and each client
 * has one guess a crash. docs/decisions/tail.md
 *
 * The tag is of SipHash-2-4 (Aumasson and Bernstein, 2012), which was made for short messages: it signs one in a tenth of the time
 * of a keyed BLAKE2s, in a match that ticks too seldom for its code to be compiled well.
 */
import siphash from "siphash";
import type { Frame } from "#shared/log/index.ts";
import { encodeDown, TAG_BYTES, TAGS, tagBytes } from "#shared/protocol/index.ts";

/** In bytes. */
const KEY = 16;
/** The bytes before a frame's: its epoch and its tick. */
const HEAD = 8;

export const drawSigningKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(KEY));

export class FrameSigner {
  readonly #key: Uint32Array;
  readonly #epoch: number;

  /** @param epoch the match's: a frame counts in its own epoch only */
  constructor(key: Uint8Array, epoch: number) {
    const words = new DataView(key.buffer, key.byteOffset);
    this.#key = Uint32Array.from({ length: KEY / 4 }, (_, word) => words.getUint32(4 * word, true));
    this.#epoch = epoch;
  }

  /** The message of a frame of the rules stream, with its tag. @param tick the one that the frame leads to */
  encode(frame: Frame, tick: number): Uint8Array {
    const bytes = encodeDown({ type: "frame", ...frame, tag: 0 });
    bytes.set(tagBytes(this.#tag(bytes, tick)), bytes.length - TAG_BYTES);
    return bytes;
  }

  /** Whether this match has made this frame. @param tick the one that the frame leads to */
  verify(frame: Frame, tick: number): boolean {
    return frame.tag === this.#tag(encodeDown({ type: "frame", ...frame, tag: 0 }), tick);
  }

  /** @param bytes the frame's message, with 0 in place of its tag */
  #tag(bytes: Uint8Array, tick: number): number {
    const signed = new Uint8Array(HEAD + bytes.length);
    const head = new DataView(signed.buffer);
    head.setUint32(0, this.#epoch);
    head.setUint32(4, tick);
    signed.set(bytes, HEAD);
    return siphash.hash(this.#key, signed).l % TAGS;
  }
}
