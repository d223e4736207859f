/** The tail of a log: the signed frames that a client still holds, as it returns them after a crash of the server. */
import type { Frame } from "#shared/log/index.ts";
import { decodeSigned, encodeSigned } from "./signed-frame.ts";
import { UP } from "./up.ts";
import { join, pack, unpackManyInts } from "./wire.ts";

/** The greatest tail that a server reads, in bytes: ten seconds of a match of 400. */
export const MAX_TAIL = 512 * 1024;

export interface Tail {
  /** The tick of the world that the first frame follows. */
  readonly tick: number;
  /** In order, without a gap. All have tags. */
  readonly frames: readonly Frame[];
}

export function encodeTail({ tick, frames }: Tail): Uint8Array {
  return join([pack([UP.tail, tick]), ...frames.map((frame) => encodeSigned(frame, frame.tag ?? 0))]);
}

/** Whether a message from a client is a tail: then none of the limits of other messages holds for it. */
export const isTail = (bytes: Uint8Array): boolean => bytes[0] === 0x92 && bytes[1] === UP.tail;

/** Reads a tail of an untrusted client, whose tags are not checked here. @returns undefined where the bytes are none */
export function decodeTail(bytes: Uint8Array): Tail | undefined {
  if (bytes.length > MAX_TAIL) return undefined;
  const [head, ...messages] = unpackManyInts(bytes) ?? [];
  if (head?.[0] !== UP.tail || head.length !== 2 || head[1] < 0) return undefined;
  const frames: Frame[] = [];
  for (const ints of messages) {
    const frame = decodeSigned(ints);
    if (frame === undefined || frame.ticks < 1) return undefined;
    frames.push(frame);
  }
  return { tick: head[1], frames };
}
