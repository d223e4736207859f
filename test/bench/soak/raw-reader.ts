/** A WebSocket by hand over TCP, which can stop reading: what no client library lets one do. */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { encodeUp, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { markBehind } from "./marks.ts";

export const OPCODE = { binary: 2, close: 8 } as const;

/** As often as a page says that it is there, in milliseconds. */
const PING_MS = 2000;

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly rest: Buffer;
}

/** The first frame of what a server has sent (unmasked); undefined where it is not all there. */
export function frameOf(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 127;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return undefined;
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < head + size) return undefined;
  return { opcode: bytes[0] & 15, payload: bytes.subarray(head, head + size), rest: bytes.subarray(head + size) };
}

/** A frame as a client sends it: masked, with a key that changes nothing. @param payload of at most 125 bytes */
export const masked = (payload: Uint8Array): Uint8Array =>
  Uint8Array.of(0x80 | OPCODE.binary, 0x80 | payload.length, 0, 0, 0, 0, ...payload);

/**
 * Resolves when a server has taken the handshake.
 * @param protocols that are offered
 * @returns the socket, and what has come over it since
 * @throws {Error} the server has not taken it
 */
export async function upgrade(
  url: string,
  code: string,
  protocols: readonly string[],
): Promise<{ readonly socket: Socket; readonly rest: Buffer }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const lines = [
    `GET /ws/${code} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Protocol: ${protocols.join(", ")}`,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once("data", resolve).once("error", reject);
    socket.once("close", () => reject(new Error("closed before the answer to a handshake")));
  });
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0 || !answer.toString("latin1").startsWith("HTTP/1.1 101")) {
    throw new Error(`no WebSocket: ${answer.toString("latin1", 0, 200)}`);
  }
  return { socket, rest: answer.subarray(end + 4) };
}

export class RawReader {
  /** Read so far, with the WebSocket's own framing. */
  bytes = 0;
  /** By which code the server has closed it; undefined where it has not, or has not said so. */
  closedWith: number | undefined;
  readonly #socket: Socket;
  readonly #pings: NodeJS.Timeout;
  /** The newest mark that it has read. */
  #mark = 0;
  #pending: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#pings = setInterval(() => this.#ping(), PING_MS);
    // Its end by the server's hand may come as a reset, and is looked for in `closedWith`.
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /**
   * Resolves when the server has taken the handshake. It offers no rules, so it is sent the state.
   * @throws {Error} the server has not taken it
   */
  static async open(url: string, code: string, ticket: string): Promise<RawReader> {
    const { socket, rest } = await upgrade(url, code, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    const reader = new RawReader(socket);
    reader.#read(rest);
    return reader;
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (let frame = frameOf(this.#pending); frame; frame = frameOf(this.#pending)) {
      this.#pending = frame.rest;
      if (frame.opcode === OPCODE.binary) this.#mark = markBehind(frame.payload, this.#mark);
      if (frame.opcode === OPCODE.close)
        this.closedWith = frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE(0);
    }
  }

  /** Says that it is there, and what it has read. While it reads nothing it lies: it names what it cannot know. */
  #ping(): void {
    const time = Math.round(performance.now());
    if (this.#socket.isPaused()) this.#mark = randomBytes(4).readUInt32BE(0);
    const ping = encodeUp({ type: "ping", time, mark: this.#mark });
    if (this.#socket.writable) this.#socket.write(masked(ping));
  }

  /** Stops reading, and goes on saying that it reads: what it is sent stays with the sender once the system's buffers are full. */
  stall(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Goes without a word. */
  drop(): void {
    clearInterval(this.#pings);
    this.#socket.destroy();
  }
}
