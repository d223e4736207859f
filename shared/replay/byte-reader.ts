/**
 * Reads msgpack of untrusted origin, in the few forms that a replay has: no maps, no floats, no 64-bit numbers, no
 * extension types, and no nesting but the one that the caller reads.
 */
import { BadReplay } from "./bad.ts";

const damaged = (): BadReplay => new BadReplay("this replay is damaged: it holds values that no replay has");

export class ByteReader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** The next `size` bytes as one number, the greatest byte first. */
  #unsigned(size: number): number {
    if (this.at + size > this.#bytes.length) throw damaged();
    let value = 0;
    for (let end = this.at + size; this.at < end; this.at++) value = value * 256 + this.#bytes[this.at];
    return value;
  }

  #signed(size: number): number {
    const value = this.#unsigned(size);
    const span = 2 ** (8 * size);
    return value < span / 2 ? value : value - span;
  }

  /** Begins an array. @returns how many elements follow */
  array(): number {
    const head = this.#unsigned(1);
    if (head >= 0x90 && head <= 0x9f) return head - 0x90;
    if (head === 0xdc) return this.#unsigned(2);
    if (head === 0xdd) return this.#unsigned(4);
    throw damaged();
  }

  /** A whole number of up to 32 bits. */
  integer(): number {
    const head = this.#unsigned(1);
    if (head <= 0x7f) return head;
    if (head >= 0xe0) return head - 0x100;
    switch (head) {
      case 0xcc:
        return this.#unsigned(1);
      case 0xcd:
        return this.#unsigned(2);
      case 0xce:
        return this.#unsigned(4);
      case 0xd0:
        return this.#signed(1);
      case 0xd1:
        return this.#signed(2);
      case 0xd2:
        return this.#signed(4);
      default:
        throw damaged();
    }
  }

  #span(size: number): Uint8Array {
    if (this.at + size > this.#bytes.length) throw damaged();
    this.at += size;
    return this.#bytes.subarray(this.at - size, this.at);
  }

  /** The bytes of a text. */
  text(): Uint8Array {
    const head = this.#unsigned(1);
    if (head >= 0xa0 && head <= 0xbf) return this.#span(head - 0xa0);
    if (head === 0xd9) return this.#span(this.#unsigned(1));
    if (head === 0xda) return this.#span(this.#unsigned(2));
    if (head === 0xdb) return this.#span(this.#unsigned(4));
    throw damaged();
  }

  binary(): Uint8Array {
    const head = this.#unsigned(1);
    if (head === 0xc4) return this.#span(this.#unsigned(1));
    if (head === 0xc5) return this.#span(this.#unsigned(2));
    if (head === 0xc6) return this.#span(this.#unsigned(4));
    throw damaged();
  }
}
