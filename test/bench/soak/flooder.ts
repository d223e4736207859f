/** A client that floods a match: sends as much as it can, and is back at once with a fresh ticket when thrown out. */
import type { Api } from "#client/net/api.ts";
import { CLOSE, encodeUp, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { apiOf, origin } from "#test/support/headless.ts";

/** Milliseconds between two looks at how much is owed. */
const PACE_MS = 5;
/** What is owed after a stall of this process is not made up for beyond this, in milliseconds. */
const STALL_MS = 100;

export class Flooder {
  /** Messages that were sent. */
  sent = 0;
  /** How often it was thrown out because of what it sent. */
  thrownOut = 0;
  /** How often it lost its socket for another reason, by close code. */
  readonly lost = new Map<number, number>();
  readonly #url: string;
  readonly #api: Api;
  readonly #code: string;
  #perSecond = 0;
  #socket: WebSocket | undefined;
  #pump: NodeJS.Timeout | undefined;
  #entering: Promise<void> = Promise.resolve();
  #last = 0;
  #owed = 0;

  constructor(url: string, code: string) {
    this.#url = url;
    this.#api = apiOf(url);
    this.#code = code;
  }

  /**
   * Comes in with a seat of its own, the same each time, and floods until `stop`.
   * @param perSecond messages, for as long as it has a socket
   * @throws {ApiFailure} there is no seat for it
   */
  async start(perSecond: number): Promise<void> {
    this.#perSecond = perSecond;
    await this.#enter();
    this.#last = performance.now();
    this.#pump = setInterval(() => this.#flood(performance.now()), PACE_MS);
  }

  async #enter(): Promise<void> {
    const { ticket } = await this.#api.join(this.#code, "Flooder");
    const socket = new WebSocket(`${origin(this.#url)}/ws/${this.#code}`, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => reject(new Error("the flooder's socket did not open")));
    });
    socket.addEventListener("close", ({ code }) => this.#closed(code));
    this.#socket = socket;
  }

  #closed(code: number): void {
    this.#socket = undefined;
    if (!this.#pump) return;
    if (code === CLOSE.tooMany) this.thrownOut += 1;
    else this.lost.set(code, (this.lost.get(code) ?? 0) + 1);
    this.#entering = this.#enter();
  }

  /** Pings: each is well-formed, and costs the server an answer. */
  #flood(now: number): void {
    this.#owed += ((now - this.#last) / 1000) * this.#perSecond;
    this.#owed = Math.min(this.#owed, (STALL_MS / 1000) * this.#perSecond);
    this.#last = now;
    for (; this.#owed >= 1; this.#owed -= 1) {
      if (this.#socket?.readyState !== WebSocket.OPEN) continue;
      this.#socket.send(new Uint8Array(encodeUp({ type: "ping", time: Math.round(now), mark: 0 })));
      this.sent += 1;
    }
  }

  /** Goes away. @throws what kept it from coming in again */
  async stop(): Promise<void> {
    clearInterval(this.#pump);
    this.#pump = undefined;
    await this.#entering;
    this.#socket?.close();
  }
}
