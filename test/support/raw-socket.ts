/** A player's WebSocket by hand over TCP: it sends frames that no client library would. */
import type { Socket } from "node:net";
import { type Admission, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { frameOf, OPCODE, upgrade } from "#test/bench/soak/raw-reader.ts";

/** The payload of a close frame. @param reason bytes, which need not be UTF-8 */
export const closePayload = (code: number, reason: readonly number[] = []): Uint8Array =>
  Uint8Array.of(code >> 8, code & 0xff, ...reason);

export class RawSocket {
  /** With which code the server has answered or begun the close; undefined while it has not. */
  closedWith: number | undefined;
  /** Frames that have come. */
  frames = 0;
  /** The TCP connection has ended. */
  ended = false;
  readonly #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    // The server may end it with a reset.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.ended = true;
    });
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  /**
   * Resolves when the server has taken the handshake.
   * @throws {Error} the server has not taken it
   */
  static async open(url: string, { code, ticket }: Admission): Promise<RawSocket> {
    const { socket, rest } = await upgrade(url, code, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    const raw = new RawSocket(socket);
    raw.#read(rest);
    return raw;
  }

  #read(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (let frame = frameOf(this.#pending); frame; frame = frameOf(this.#pending)) {
      this.#pending = frame.rest;
      this.frames += 1;
      if (frame.opcode === OPCODE.close)
        this.closedWith = frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE(0);
    }
  }

  /** Sends one whole frame, masked with a key that changes nothing. @param payload of at most 125 bytes */
  send(opcode: number, payload: Uint8Array): void {
    this.#socket.write(Uint8Array.of(0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0, ...payload));
  }

  close(payload: Uint8Array): void {
    this.send(OPCODE.close, payload);
  }

  /** Ends the TCP connection without a close frame. */
  drop(): void {
    this.#socket.destroy();
  }
}
