/**
 * Signs the frames of a match's rules stream, so that a client can give back what a crash has lost, and can neither forge nor
 * change it. Only the match has the key, and reads tags only after a crash: a guess is right once in two million, and each client
 * has one guess a crash. docs/decisions/tail.md
 *
 * The tag is a keyed BLAKE2s (RFC 7693) of the epoch, the tick and the frame's bytes.
 */
import { blake2s } from "@noble/hashes/blake2.js";
import type { Frame } from "#shared/log/index.ts";
import { encodeDown, TAG_BYTES, TAGS, tagBytes } from "#shared/protocol/index.ts";

/** In bytes. */
const KEY = 32;
/** The bytes of a digest that are looked at: a tag has fewer bits. */
const DIGEST = 4;

export const drawSigningKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(KEY));

export class FrameSigner {
  readonly #key: Uint8Array;
  readonly #head = new DataView(new ArrayBuffer(8));

  /** @param epoch the match's: a frame counts in its own epoch only */
  constructor(key: Uint8Array, epoch: number) {
    this.#key = key;
    this.#head.setUint32(0, epoch);
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
    this.#head.setUint32(4, tick);
    const hash = blake2s.create({ key: this.#key, dkLen: DIGEST });
    const digest = hash.update(new Uint8Array(this.#head.buffer)).update(bytes).digest();
    return new DataView(digest.buffer).getUint32(digest.byteOffset) % TAGS;
  }
}
