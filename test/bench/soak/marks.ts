/** Reads the mark behind a message without decoding the rest: it is the last, and always as long. */
const LENGTH = 7;
/** An array of two, the type `mark`, and a number of 32 bits. */
const HEAD = [0x92, 10, 0xce] as const;

/** @param before the newest mark until now @returns the mark that ends this WebSocket message, else `before` */
export function markBehind(bytes: Uint8Array, before: number): number {
  const at = bytes.length - LENGTH;
  if (at < 0 || HEAD.some((byte, i) => bytes[at + i] !== byte)) return before;
  return new DataView(bytes.buffer, bytes.byteOffset + at + HEAD.length, 4).getUint32(0);
}
