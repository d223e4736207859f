/** Bytes out of what is typed: hexadecimal digits, or JSON; and examples of what no server takes. */
import { MAX_MESSAGE } from "#shared/protocol/index.ts";
import { join, pack } from "#shared/protocol/wire.ts";

/** What is to be sent: bytes, or a text, which a WebSocket tells apart. */
export type Payload = Uint8Array | string;

export type Typed =
  | { readonly ok: true; readonly payload: Payload }
  /** Why nothing can be sent, in a sentence. */
  | { readonly ok: false; readonly problem: string };

const problem = (text: string): Typed => ({ ok: false, problem: text });

/** "92 03 7f", "0x92,0x03" or "92037f". */
export function typedHex(text: string): Typed {
  const digits = text.replace(/0x/gi, "").replace(/[\s,]/g, "");
  if (digits === "") return problem("Type bytes, two hexadecimal digits each.");
  if (!/^[\da-f]*$/i.test(digits)) return problem("Only hexadecimal digits and spaces can stand here.");
  if (digits.length % 2 === 1) return problem("A byte has two digits: one is missing.");
  return { ok: true, payload: Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)) };
}

/** One array, which is one message; or several in one array, which travel together. */
export function typedJson(text: string): Typed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return problem(text.trim() === "" ? "Type an array, such as [1, 0, 0]." : `This is no JSON: ${String(error)}`);
  }
  if (!Array.isArray(value)) return problem("A message is an array, such as [1, 0, 0].");
  const isMany = value.length > 0 && value.every((one) => Array.isArray(one));
  const messages: readonly unknown[][] = isMany ? value : [value];
  return { ok: true, payload: join(messages.map((message) => pack(message))) };
}

export interface Bad {
  readonly id: string;
  readonly title: string;
  /** What the server answers. */
  readonly expect: string;
  readonly payload: Payload;
}

const LONE = pack([3]);

/** Each is wrong in one way: what a server must not be troubled by, and an author wants to have seen. */
export const BAD: readonly Bad[] = [
  { id: "type", title: "An unknown type", expect: "4400", payload: pack([99]) },
  { id: "shape", title: "A number too few", expect: "4400", payload: pack([1, 0]) },
  { id: "range", title: "A value below its range", expect: "4400", payload: pack([1, -1, 0]) },
  { id: "float", title: "A fraction", expect: "4400", payload: pack([1, 0.5, 0]) },
  { id: "nested", title: "An array in an array", expect: "4400", payload: pack([1, [0], 0]) },
  { id: "cut", title: "An array that is cut off", expect: "4400", payload: pack([1, 70_000, 0]).slice(0, 4) },
  { id: "rest", title: "A byte behind the message", expect: "4400", payload: join([LONE, Uint8Array.of(0)]) },
  { id: "four", title: "Four messages as one", expect: "4400", payload: join(Array(4).fill(pack([1, 0, 0]))) },
  { id: "empty", title: "No bytes", expect: "4400", payload: new Uint8Array() },
  { id: "big", title: `${MAX_MESSAGE + 1} bytes`, expect: "4413", payload: new Uint8Array(MAX_MESSAGE + 1) },
  { id: "text", title: "A text", expect: "4415", payload: "hello" },
];
