/** A session whose server is the test, on a clock that only `pass` moves. */
import { vi } from "vitest";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { only } from "./games.ts";
import { connectionTo, MatchBench, RULES } from "./match.ts";
import { scuffle } from "./scuffle.ts";

/** The browser's WebSockets: each stays in its handshake until the test says otherwise. */
export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  /** All that have been made, oldest first. */
  static made: FakeSocket[] = [];
  /** The target of the page's own events. */
  static page = new EventTarget();
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

  /** Instead of the real ones, with a clock and a page that are the test's; each wait is the longest that it may be. */
  static install(): void {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(0.9999);
    FakeSocket.made = [];
    FakeSocket.page = new EventTarget();
    const { page } = FakeSocket;
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  }

  static uninstall(): void {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  }

  /** The newest. @throws {Error} there is none */
  static get last(): FakeSocket {
    const last = FakeSocket.made.at(-1);
    if (!last) throw new Error("no socket has been made");
    return last;
  }

  /** The ticket that it was opened with. */
  get ticket(): string | undefined {
    return this.protocols.find((protocol) => protocol.startsWith("ticket."))?.slice("ticket.".length);
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
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  /** The client closes it. On a line that is dead no answer comes, so there is no close event yet. */
  close(): void {
    if (this.readyState !== FakeSocket.CLOSED) this.readyState = FakeSocket.CLOSING;
  }
}

/** The first message to a player of a live match: welcome, opening and roster in one. */
function opening(): Uint8Array {
  const bench = new MatchBench({ autostart: 1, fillTo: 2 });
  const sent: Uint8Array[] = [];
  const port = { send: (bytes: Uint8Array) => sent.push(bytes.slice()), close: () => {} };
  bench.match.connect(connectionTo(port, "ada", bench.reserve("ada"), RULES), bench.now);
  bench.run(1);
  return sent[0];
}

export const OPENING = opening();

const CODE = "TESTTEST00";

export class Returning {
  readonly session: Session;
  /** How often a ticket has been asked for since the first, which was there from the beginning. */
  asked = 0;
  /** The abort signal of each of these requests. */
  readonly signals: (AbortSignal | undefined)[] = [];
  /** The codes of sockets that were lost. */
  readonly lost: number[] = [];
  /** The answers to the next requests for a ticket; `answer` when there are no more. */
  answers: (() => Promise<Admission>)[] = [];
  answer = async (): Promise<Admission> => this.#admission(`t${this.asked}`);

  constructor() {
    this.session = openSession({
      games: only(scuffle),
      code: CODE,
      role: "player",
      admission: this.#admission("t0"),
      admit: (signal) => {
        this.asked += 1;
        this.signals.push(signal);
        return (this.answers.shift() ?? this.answer)();
      },
      origin: "ws://test",
      now: () => performance.now(),
      observer: { lost: (code) => this.lost.push(code) },
    });
  }

  #admission(ticket: string): Admission {
    return { code: CODE, role: "player", ticket, player: "ada" };
  }

  /** One that has a picture for some seconds already. */
  static async live(): Promise<Returning> {
    const back = new Returning();
    await back.pass(10);
    back.welcome();
    for (let n = 0; n < 5; n++) {
      await back.pass(1000);
      // Some word, so that the line is not silent.
      FakeSocket.last.bring(OPENING);
    }
    return back;
  }

  /** The newest socket opens, and brings the world. */
  welcome(): void {
    FakeSocket.last.open();
    FakeSocket.last.bring(OPENING);
  }

  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }
}
