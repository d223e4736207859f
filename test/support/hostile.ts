/** Messages of a hostile client, most of them close to real ones. All of them follow from a generator. */
import { encodeUp, MAX_INPUTS, MAX_MESSAGE, UP, type UpMessage } from "#shared/protocol/index.ts";
import type { Random } from "#shared/sim/index.ts";
import { scuffle } from "./scuffle.ts";

/** The input columns of scuffle. */
export const COLUMNS = Object.values(scuffle.input);
/** Heads of all that msgpack has, integers or not, and their neighbours. */
const HEADS = [0x00, 0x7f, 0x80, 0x90, 0x9f, 0xa0, 0xc0, 0xc1, 0xc4, 0xc7, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf];
const MORE_HEADS = [0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd8, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff];
const EDGES = [0, 1, -1, 127, 128, 255, 256, -128, 32767, 65535, 65536, 2147483647, -2147483648, 4294967295];

const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)];

/** A valid input, though its tick may be far away. */
export function input(random: Random, tick: number): UpMessage {
  const inputs = Array.from({ length: random.between(1, MAX_INPUTS) }, () => ({
    tick: Math.max(0, tick + random.between(-40, 40)),
    seen: random.below(256),
    values: COLUMNS.map(({ min, max }) => random.between(min, max)),
  }));
  return { type: "input", inputs };
}

/** A valid message, though an input's tick may be far away. */
export function message(random: Random, tick: number): UpMessage {
  const kind = random.below(20);
  if (kind === 0) return { type: "leave" };
  if (kind < 4) return { type: "resync", tick: random.next() };
  return kind < 8 ? { type: "ping", time: random.next(), mark: random.next() } : input(random, tick);
}

/** One integer as msgpack has it, in more bytes than it may need. */
function integer(n: number): number[] {
  const word = n >>> 0;
  return [n < 0 ? 0xd2 : 0xce, word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255];
}

/** A flat array of edge cases, which is well-formed to msgpack. */
function edges(random: Random): Uint8Array {
  const count = random.below(16);
  const first = count > 0 ? [pick(random, Object.values(UP))] : [];
  const rest = Array.from({ length: Math.max(0, count - 1) }, () => integer(pick(random, EDGES)));
  return new Uint8Array([0x90 + count, ...first, ...rest.flat()]);
}

const noise = (random: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: random.below(most + 1) }, () => random.below(256));

/** Changes bytes in one place, as a bug or an attacker does. */
function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.below(6)) {
    case 0:
      return before.slice();
    case 1:
      return new Uint8Array([...before, pick(random, [...HEADS, ...MORE_HEADS]), ...after.subarray(1)]);
    case 2:
      return new Uint8Array([...before, ...noise(random, 4), ...after]);
    case 3:
      return new Uint8Array([...before, ...after.subarray(1)]);
    case 4:
      return new Uint8Array([...bytes, ...bytes]);
    default:
      return new Uint8Array([...before, (after[0] ?? 0) ^ (1 << random.below(8)), ...after.subarray(1)]);
  }
}

/** Any bytes that a socket may bring, most of them close to a real message. */
export function anything(random: Random, tick: number): Uint8Array {
  const kind = random.below(100);
  if (kind === 0) return noise(random, MAX_MESSAGE + 8);
  if (kind < 10) return noise(random, 40);
  if (kind < 25) return edges(random);
  let bytes = encodeUp(message(random, tick));
  if (kind < 75) return bytes;
  for (let changes = random.between(1, 3); changes > 0; changes--) bytes = mutate(random, bytes);
  return bytes;
}
