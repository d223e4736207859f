/** Bytes of msgpack, part by part: which bytes are which value. For people who write a coder of their own. */

/** A run of bytes that says one thing. */
export interface Part {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  /** How many arrays it is in. */
  readonly depth: number;
  /** How msgpack calls the form, such as "uint 16". */
  readonly form: string;
  /** What it says: a number, a text in quotes, or how long an array is. */
  readonly value: string;
  /** Which element of its message it is, from 0; undefined for the message's own head and what lies deeper. */
  readonly index: number | undefined;
}

/** One message of those that travel together. */
export interface MessageParts {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
}

export interface Anatomy {
  readonly messages: readonly MessageParts[];
  /** Where bytes begin that are no msgpack, and why; undefined where all are. */
  readonly fault: { readonly at: number; readonly text: string } | undefined;
}

/** How a value begins. */
interface Head {
  readonly form: string;
  /** Bytes before the content, the first one included. */
  readonly size: number;
  /** Bytes of content. */
  readonly content: number;
  /** How many values are in it. */
  readonly items?: number;
  value(view: DataView, at: number): string;
}

class Fault extends Error {
  readonly at: number;

  constructor(at: number, text: string) {
    super(text);
    this.at = at;
  }
}

const plain = (form: string, value: (byte: number) => string): Head => ({
  ...{ form, size: 1, content: 0 },
  value: (view, at) => value(view.getUint8(at)),
});

const number = (form: string, content: number, read: (view: DataView, at: number) => number | bigint): Head => ({
  ...{ form, size: 1, content },
  value: (view, at) => String(read(view, at + 1)),
});

const NUMBERS: ReadonlyMap<number, Head> = new Map([
  [0xca, number("float 32", 4, (view, at) => view.getFloat32(at))],
  [0xcb, number("float 64", 8, (view, at) => view.getFloat64(at))],
  [0xcc, number("uint 8", 1, (view, at) => view.getUint8(at))],
  [0xcd, number("uint 16", 2, (view, at) => view.getUint16(at))],
  [0xce, number("uint 32", 4, (view, at) => view.getUint32(at))],
  [0xcf, number("uint 64", 8, (view, at) => view.getBigUint64(at))],
  [0xd0, number("int 8", 1, (view, at) => view.getInt8(at))],
  [0xd1, number("int 16", 2, (view, at) => view.getInt16(at))],
  [0xd2, number("int 32", 4, (view, at) => view.getInt32(at))],
  [0xd3, number("int 64", 8, (view, at) => view.getBigInt64(at))],
]);

const array = (form: string, size: number, items: number): Head => ({
  ...{ form, size, content: 0, items },
  value: () => `${items} ${items === 1 ? "value" : "values"}`,
});

const text = (form: string, size: number, content: number): Head => ({
  ...{ form, size, content },
  value: (view, at) =>
    JSON.stringify(new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + size, content))),
});

/** The length behind the first byte, of so many bytes. */
function lengthAt(view: DataView, at: number, size: 1 | 2): number {
  if (at + size >= view.byteLength) throw new Fault(at, "the length is cut off");
  return size === 1 ? view.getUint8(at + 1) : view.getUint16(at + 1);
}

function headAt(view: DataView, at: number): Head {
  const first = view.getUint8(at);
  if (first <= 0x7f) return plain("positive fixint", String);
  if (first >= 0xe0) return plain("negative fixint", (byte) => String(byte - 256));
  if (first >= 0x90 && first <= 0x9f) return array("fixarray", 1, first - 0x90);
  if (first >= 0xa0 && first <= 0xbf) return text("fixstr", 1, first - 0xa0);
  const known = NUMBERS.get(first);
  if (known) return known;
  switch (first) {
    case 0xc0:
      return plain("nil", () => "nil");
    case 0xc2:
    case 0xc3:
      return plain("bool", (byte) => String(byte === 0xc3));
    case 0xd9:
      return text("str 8", 2, lengthAt(view, at, 1));
    case 0xda:
      return text("str 16", 3, lengthAt(view, at, 2));
    case 0xdc:
      return array("array 16", 3, lengthAt(view, at, 2));
    default:
      throw new Fault(at, `0x${first.toString(16).padStart(2, "0")} begins nothing that this protocol has`);
  }
}

/** How deep arrays may be in one another: a hostile text must not overflow the stack. */
const MOST_DEPTH = 16;

function walk(view: DataView, from: number, depth: number, index: number | undefined, parts: Part[]): number {
  if (from >= view.byteLength) throw new Fault(from, "the bytes end within an array");
  if (depth > MOST_DEPTH) throw new Fault(from, "arrays are too deep in one another");
  const head = headAt(view, from);
  const { form, size, content, items = 0 } = head;
  let at = from + size + content;
  if (at > view.byteLength) throw new Fault(from, `the ${form} is cut off`);
  parts.push({ from, to: at, depth, form, value: head.value(view, from), index });
  for (let i = 0; i < items; i++) at = walk(view, at, depth + 1, depth === 0 ? i : undefined, parts);
  return at;
}

/** Takes bytes apart that may be anything. */
export function anatomyOf(bytes: Uint8Array): Anatomy {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: MessageParts[] = [];
  for (let at = 0; at < bytes.length; ) {
    const parts: Part[] = [];
    try {
      const to = walk(view, at, 0, undefined, parts);
      messages.push({ from: at, to, parts });
      at = to;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // What could be read of it still helps to find the fault.
      messages.push({ from: at, to: bytes.length, parts });
      return { messages, fault: { at: error.at, text: error.message } };
    }
  }
  return { messages, fault: undefined };
}

/** Bytes as people write them: two hexadecimal digits each. */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
