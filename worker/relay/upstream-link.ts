/** A relay's end of the way to its match: whether it is open, what it has brought, and what the relay says on it. */
import { encodeUp, type Since, type UpMessage } from "#shared/protocol/index.ts";

/** The way to the match, or to the relay before this one. */
export interface Upstream {
  /** Opens it, unless it is open. @param since what this relay still holds */
  open(since: Since | undefined): void;
  /** Sends now, or not at all. @param asks an answer is to come: if none does, the way is made anew */
  send(bytes: Uint8Array, asks: boolean): void;
  /** Lets go of it, for good or until the next `open`. */
  close(): void;
}

/** Whether a way that has broken is to be made anew, and what the relay holds. */
export type Reopening = { readonly again: true; readonly since: Since | undefined } | { readonly again: false };

/** The least time between two pings, and between two messages that tell how many watch, in milliseconds. */
const PING_MS = 2000;
const TELL_MS = 1000;
/** The most time between two pings while spectators say something, in milliseconds. */
const LIFE_MS = 15_000;
/** A match that is silent for so long sleeps, and so may the relay, in milliseconds. */
const SILENT_MS = 60_000;
/** While frames come, the next one comes within this time, in milliseconds. */
const SOON_MS = 300;
/** A machine may stall for so long, in milliseconds. A page that comes back waits longer for its welcome. */
const STALL_MS = 3000;

const NEVER = Number.NEGATIVE_INFINITY;

export class UpstreamLink {
  readonly #upstream: Upstream;
  #isOpen = false;
  /** When something last came from upstream, and when the way was last opened or closed. */
  #heardAt = NEVER;
  #turnedAt = NEVER;
  #pingAt = NEVER;
  /** The newest mark that has come from upstream, 0 before the first; and the one that was returned last. */
  #mark = 0;
  #returned = 0;
  /** How many spectators the other end was told of, and when. */
  #told = { count: 0, at: NEVER };

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(since: Since | undefined, now: number): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#turnedAt = this.#heardAt = now;
    this.#upstream.open(since);
  }

  close(now: number): void {
    if (!this.#isOpen) return;
    this.#told = { count: 0, at: NEVER };
    this.#turnedAt = now;
    this.end();
  }

  /** Closes the way for good. */
  end(): void {
    if (this.#isOpen) this.#upstream.close();
    this.#isOpen = false;
  }

  /** The way is there, perhaps anew: the other end knows nothing of this relay. @param watchers how many watch */
  opened(watchers: number, now: number): void {
    this.#told = { count: 0, at: NEVER };
    this.#pingAt = NEVER;
    this.#mark = this.#returned = 0;
    this.tell(watchers, now);
    // An answer shows that the other end is there. The first message is acknowledged at once all the same.
    this.ping(now);
    this.#pingAt = NEVER;
  }

  /** Something has come that shows that the match is awake. */
  heard(now: number): void {
    this.#heardAt = now;
  }

  marked(mark: number): void {
    this.#mark = mark;
  }

  /** No frames come: the match sleeps, or the way to it is broken. */
  isQuiet(now: number): boolean {
    return now - this.#heardAt > SOON_MS;
  }

  /** Nothing has come for longer than a machine may stall. */
  isStalled(now: number): boolean {
    return now - this.#heardAt > STALL_MS;
  }

  /** The match seems to sleep, or the relay has let go of it long ago. @param delay of the match, in seconds */
  isSilent(delay: number, now: number): boolean {
    // Of a match that has just begun nothing comes for as long as the delay.
    const silentMs = SILENT_MS + (this.#isOpen ? 1000 * delay : 0);
    return now - Math.max(this.#heardAt, this.#turnedAt) >= silentMs;
  }

  say(message: UpMessage): void {
    if (this.#isOpen) this.#upstream.send(encodeUp(message), message.type === "ping");
  }

  /** As `ping`, while spectators say something: only if a mark is to be returned, or the last ping is long ago. */
  keepAlive(now: number): void {
    if (this.#returned !== this.#mark || now - this.#pingAt >= LIFE_MS) this.ping(now);
  }

  /** Returns the newest mark, unless the last ping is recent. */
  ping(now: number): void {
    if (now - this.#pingAt < PING_MS) return;
    this.#pingAt = now;
    this.#returned = this.#mark;
    this.say({ type: "ping", time: Math.trunc(now) >>> 0, mark: this.#mark });
  }

  /** Tells how many watch, if that has changed and the last time is not recent. */
  tell(count: number, now: number): void {
    if (count === this.#told.count || now - this.#told.at < TELL_MS) return;
    this.#told = { count, at: now };
    this.say({ type: "watchers", count });
  }
}
