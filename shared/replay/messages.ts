/** Scans the messages in a part of a segment, before any of them is decoded. */
import { DOWN } from "#shared/protocol/index.ts";
import { BadReplay } from "./bad.ts";
import { ByteReader } from "./byte-reader.ts";

export interface Message {
  /** One of `DOWN`. */
  readonly type: number;
  /** Of a frame: how many ticks it covers, 1 or more. Of a keyframe: its tick. For others it has no meaning. */
  readonly ticks: number;
  /** The offsets of its beginning and of its end in the part. */
  readonly start: number;
  readonly end: number;
}

/** The types in a replay, and with how many integers each begins. */
const HEADS: Readonly<Record<number, number>> = {
  [DOWN.state]: 2,
  [DOWN.checkedState]: 3,
  [DOWN.rules]: 2,
  [DOWN.checkedRules]: 3,
  [DOWN.keyframe]: 3,
};

function roster(cursor: ByteReader, elements: number): void {
  if (elements % 3 !== 0) throw new BadReplay("this replay is damaged: a roster is not whole");
  for (; elements > 0; elements -= 3) {
    cursor.integer();
    cursor.integer();
    cursor.text();
  }
}

/**
 * Lists the messages of a part.
 * @throws {BadReplay} the part holds anything but whole messages of the types that a replay has
 */
export function* messagesIn(part: Uint8Array): Generator<Message, void> {
  const cursor = new ByteReader(part);
  while (!cursor.done) {
    const start = cursor.at;
    const count = cursor.array();
    if (count < 2) throw new BadReplay("this replay is damaged: a message is not whole");
    const type = cursor.integer();
    const ticks = cursor.integer();
    if (type === DOWN.roster) roster(cursor, count - 2);
    else {
      const head = HEADS[type];
      if (head === undefined || count < head || ticks < (type === DOWN.keyframe ? 0 : 1))
        throw new BadReplay(`this replay is damaged: a message of type ${type} is no part of it`);
      for (let rest = count - 2; rest > 0; rest--) cursor.integer();
    }
    yield { type, ticks, start, end: cursor.at };
  }
}
