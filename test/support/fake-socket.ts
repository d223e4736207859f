/** The browser's WebSockets, as a test plays their server: each stays in its handshake until the test says otherwise. */
import { connectionTo, MatchBench, RULES } from "./match.ts";

export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  /** All that have been made, oldest first. */
  static made: FakeSocket[] = [];
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: Uint8Array[] = [];
  binaryType = "blob";
  readyState: number = FakeSocket.CONNECTING;

  constructor(url: string, protocols: readonly string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeSocket.made.push(this);
  }

  /** The newest. @throws {Error} there is none */
  static get last(): FakeSocket {
    const last = FakeSocket.made.at(-1);
    if (!last) throw new Error("no socket has been made");
    return last;
  }

  /** The handshake succeeds. */
  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** A message comes. */
  bring(bytes: Uint8Array): void {
    this.dispatchEvent(new MessageEvent("message", { data: new Uint8Array(bytes).buffer }));
  }

  /** The server closes it, or the line breaks. */
  shut(code: number, reason = ""): void {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason, wasClean: code !== 1006 }));
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  /** The client closes it. On a line that is dead no answer comes, so there is no close event yet. */
  close(): void {
    if (this.readyState !== FakeSocket.CLOSED) this.readyState = FakeSocket.CLOSING;
  }
}

/** What a server sends first to a player of a match that is on: welcome, opening and roster, as one message. */
export function opening(): Uint8Array {
  const bench = new MatchBench({ autostart: 1, fillTo: 2 });
  const sent: Uint8Array[] = [];
  const port = { send: (bytes: Uint8Array) => sent.push(bytes.slice()), close: () => {} };
  bench.match.connect(connectionTo(port, "ada", bench.reserve("ada"), RULES), bench.now);
  bench.run(1);
  return sent[0];
}
