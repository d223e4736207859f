/** gzip, with the streams that every platform has. */
import { join } from "#shared/protocol/index.ts";

/** Bytes that go in at once. Their output, at most a thousand times as much, is checked before the next ones go in. */
const SLICE = 1 << 14;

type Parts = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

async function feed(writer: ByteWriter, parts: Parts): Promise<void> {
  try {
    for await (const part of parts) await writer.write(part);
    await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

/** Reads the output; stops, and answers undefined, if it is more than `most` bytes. */
async function collect(reader: ByteReader, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value } = await reader.read();
    if (value === undefined) return join(parts);
    parts.push(value);
    size += value.length;
    if (size <= most) continue;
    await reader.cancel();
    return undefined;
  }
}

async function pass({ readable, writable }: ByteStreams, parts: Parts, most: number): Promise<Uint8Array | undefined> {
  const [fed, collected] = await Promise.allSettled([
    feed(writable.getWriter(), parts),
    collect(readable.getReader(), most),
  ]);
  // Writing fails because the reader has stopped: that is no error.
  if (collected.status === "fulfilled" && collected.value === undefined) return undefined;
  if (fed.status === "rejected") throw fed.reason;
  if (collected.status === "rejected") throw collected.reason;
  return collected.value;
}

/**
 * Packs parts as they come, so that only one of them is in memory unpacked.
 * @throws the errors of the parts
 */
export async function gzip(parts: Parts): Promise<Uint8Array> {
  return (await pass(new CompressionStream("gzip"), parts, Number.POSITIVE_INFINITY)) ?? new Uint8Array();
}

function* slices(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

/**
 * Unpacks untrusted bytes.
 * @returns undefined if the output is more than `most` bytes
 * @throws {Error} the bytes are no gzip, damaged or cut off
 */
export function gunzip(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  return pass(new DecompressionStream("gzip"), slices(bytes), most);
}
