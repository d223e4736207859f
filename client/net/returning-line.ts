/**
 * A line of texts to the server that comes back by itself: it is opened, asked now and then whether it holds, and opened again
 * after a loss, until it is ended. What is said over it is its owner's to know. Headless.
 */
import { Backoff } from "./backoff.ts";
import { watchNetwork } from "./network-events.ts";

/** As much of a WebSocket as a line needs. */
export type LineSocket = Pick<WebSocket, "send" | "close" | "addEventListener" | "readyState">;

export interface ReturningLineOptions {
  /** Opens a socket. */
  connect(): LineSocket;
  /** The socket is open. */
  opened?(): void;
  /** @returns whether the server serves this client by now: what fails later is another trouble */
  heard(data: unknown): boolean;
  /** The socket has closed, or has been silent for too long. Call `comeBack` or `end`. */
  lost(code: number, reason: string): void;
  /** What asks whether the line holds, and how long after the last news: milliseconds. */
  readonly ping: { readonly text: string; readonly ms: number };
  /** Milliseconds. */
  readonly now?: (() => number) | undefined;
  /** The page is not seen: its timers come late. */
  readonly hidden?: (() => boolean) | undefined;
}

/** A line that has answered nothing for so long after a ping, or has not opened, is a lost one. Milliseconds. */
const ANSWER_MS = 8000;
/** The close of a line that is given up, and comes back: no goodbye. */
const GIVEN_UP = 3000;

const browserHidden = (): boolean => typeof document !== "undefined" && document.visibilityState === "hidden";

export class ReturningLine {
  readonly #options: ReturningLineOptions;
  readonly #now: () => number;
  readonly #backoff: Backoff;
  readonly #end = new AbortController();
  #socket: LineSocket | undefined;
  /** Ends what the present try has begun. */
  #try = new AbortController();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pinger: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ReturningLineOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#backoff = new Backoff(this.#now());
    watchNetwork(this.#end.signal, {
      doubtful: () => this.#ping(),
      back: () => (this.isOpen ? this.#ping() : this.connect()),
    });
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Aborted when the present try is given up, or the line ended. */
  get signal(): AbortSignal {
    return this.#try.signal;
  }

  /** Says it now, or not at all. @returns whether the line was there */
  send(text: string): boolean {
    if (!this.isOpen) return false;
    this.#socket?.send(text);
    return true;
  }

  /** Tries now; what was there before is given up. */
  connect(): void {
    this.#drop(GIVEN_UP);
    if (this.#end.signal.aborted) return;
    const { signal } = this.#try;
    const socket = this.#options.connect();
    this.#socket = socket;
    // The handshake may never be answered.
    this.#expect();
    socket.addEventListener("open", () => this.#options.opened?.(), { signal });
    socket.addEventListener("message", ({ data }: MessageEvent) => this.#hear(data), { signal });
    socket.addEventListener("close", ({ code, reason }: CloseEvent) => this.#options.lost(code, reason), { signal });
  }

  /** Tries again after a wait that grows. @param then what is tried */
  comeBack(then: () => void = () => this.connect()): void {
    this.#drop(GIVEN_UP);
    const wait = this.#backoff.fails(this.#now());
    const { hidden = browserHidden } = this.#options;
    // A timer of a page that is not seen may come a minute late: by then the server has given up.
    if (hidden() && this.#backoff.tries === 1) then();
    else this.#retry = setTimeout(then, wait);
  }

  /** For good. */
  end(): void {
    this.#drop(1000);
    this.#end.abort();
  }

  #hear(data: unknown): void {
    clearTimeout(this.#deadline);
    this.#backoff.hears(this.#now());
    clearTimeout(this.#pinger);
    this.#pinger = setTimeout(() => this.#ping(), this.#options.ping.ms);
    if (this.#options.heard(data)) this.#backoff.works(this.#now());
  }

  #ping(): void {
    if (this.send(this.#options.ping.text)) this.#expect();
  }

  /** Something must come soon. */
  #expect(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#options.lost(1006, "the line is lost"), ANSWER_MS);
  }

  #drop(code: number): void {
    for (const timer of [this.#retry, this.#pinger, this.#deadline]) clearTimeout(timer);
    this.#try.abort();
    this.#try = new AbortController();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(code);
  }
}
