/**
 * A monitor of which a test says what it tells: it serves the built client and the socket `/monitor/socket`, over a real line, and
 * is a server of no matches. Its pages have the server's Content-Security-Policy.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { Duplex } from "node:stream";
import { MONITOR_PING, MONITOR_PONG, type MonitorNews } from "#shared/monitor/index.ts";
import { freePort } from "./port.ts";

const FOLDER = "dist/client";
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  ...{ ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml" },
};
/** RFC 6455, 1.3. */
const ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;
const CLOSE = 8;

/** A frame of a server, which masks nothing. */
function frame(opcode: number, body: Buffer): Buffer {
  const head =
    body.length < 126
      ? Buffer.from([0x80 | opcode, body.length])
      : body.length < 65_536
        ? Buffer.from([0x80 | opcode, 126, 0, 0])
        : Buffer.from([0x80 | opcode, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  if (head[1] === 126) head.writeUInt16BE(body.length, 2);
  if (head[1] === 127) head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}

/** The texts in a chunk of a browser's: it says little, and so each frame comes whole. */
function* texts(chunk: Buffer): Generator<string> {
  for (let at = 0; at + 6 <= chunk.length; ) {
    const opcode = chunk[at] & 15;
    const short = chunk[at + 1] & 127;
    const head = short === 126 ? 4 : 2;
    const length = short === 126 ? chunk.readUInt16BE(at + 2) : short;
    const mask = chunk.subarray(at + head, at + head + 4);
    const body = chunk.subarray(at + head + 4, at + head + 4 + length).map((byte, i) => byte ^ mask[i % 4]);
    if (opcode === TEXT) yield Buffer.from(body).toString();
    at += head + 4 + length;
  }
}

export interface MonitorDoubleOptions {
  /** A page's line is open: what it is told first. */
  greet(): readonly MonitorNews[];
}

export class MonitorDouble {
  readonly url: string;
  /** The wishes of all pages, as texts, in their order. */
  readonly wishes: string[] = [];
  readonly #server: Server;
  readonly #lines = new Set<Duplex>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start({ greet }: MonitorDoubleOptions): Promise<MonitorDouble> {
    const port = await freePort();
    const server = createServer(answer);
    const double = new MonitorDouble(server, port);
    server.on("upgrade", (request, line) => {
      double.#open(request, line);
      for (const news of greet()) double.#send(line, JSON.stringify(news));
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return double;
  }

  /** Tells every page. */
  tell(news: MonitorNews): void {
    const text = JSON.stringify(news);
    for (const line of this.#lines) this.#send(line, text);
  }

  /** Closes every line. */
  close(code: number): void {
    const body = Buffer.from([code >> 8, code & 255]);
    for (const line of this.#lines) line.end(frame(CLOSE, body));
    this.#lines.clear();
  }

  async stop(): Promise<void> {
    for (const line of this.#lines) line.destroy();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #send(line: Duplex, text: string): void {
    if (line.writable) line.write(frame(TEXT, Buffer.from(text)));
  }

  #open({ headers }: IncomingMessage, line: Duplex): void {
    const accept = createHash("sha1").update(`${headers["sec-websocket-key"]}${ACCEPT}`).digest("base64");
    line.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    this.#lines.add(line);
    line.on("data", (chunk: Buffer) => {
      for (const text of texts(chunk)) {
        if (text === MONITOR_PING) this.#send(line, MONITOR_PONG);
        else this.wishes.push(text);
      }
    });
    // A page that goes is no fault of the test.
    line.on("error", () => line.destroy());
    line.on("close", () => this.#lines.delete(line));
  }
}

/** Its user is the operator; everything else of the API is missing. Each address without a file has the page. */
function answer({ url = "/" }: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(url, "http://127.0.0.1");
  if (pathname.startsWith("/api/")) {
    const isSession = pathname === "/api/operator/session";
    const body = isSession ? { operator: "local", by: "local" } : { error: "no_route", message: "there is nothing" };
    response.writeHead(isSession ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    return;
  }
  const file = /^\/assets\/[\w.-]+$/.test(pathname) ? pathname : "/index.html";
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response
    .writeHead(200, { "Content-Type": type, "Content-Security-Policy": CSP })
    .end(readFileSync(join(FOLDER, file)));
}
