/** What a connection of the playground does by itself, as long as it is let: pings; messages again and again; and values that follow. */
import type { Follows } from "#shared/protocol/forms.ts";
import { type DownMessage, encodeUp } from "#shared/protocol/index.ts";
import { nextSeq, pageSeq, type WorldBase } from "#shared/sim/index.ts";
import { pingTime, sincePing } from "../timeline/ping-time.ts";
import type { Payload } from "./typed.ts";

/** As a page pings. Milliseconds. */
const PING_MS = 2000;
/** An input should be there so many ticks before its own: see docs/WIRE.md, "Time". */
const EARLY_TICKS = 2;
/** Nothing is sent more often. Milliseconds. */
export const LEAST_EVERY_MS = 16;

/** What it flies. */
export interface Flown {
  readonly isOpen: boolean;
  readonly tickRate: number;
  readonly world: { readonly world: WorldBase | undefined };
  send(payload: Payload): boolean;
}

export class Autopilot {
  /** Pings, and so returns the server's marks: without it the server takes the connection for a slow reader. */
  pings = true;
  /** The newest mark, 0 before the first. */
  mark = 0;
  /** The last round trip, in milliseconds; undefined before the first. */
  rtt: number | undefined;
  readonly #flown: Flown;
  readonly #now: () => number;
  #seq = pageSeq(1 + Math.floor(Math.random() * 0xfffe));
  #pump: ReturnType<typeof setInterval> | undefined;
  #repeat: ReturnType<typeof setInterval> | undefined;

  constructor(flown: Flown, now: () => number) {
    this.#flown = flown;
    this.#now = now;
  }

  /** A socket is open. */
  begin(): void {
    this.end();
    this.mark = 0;
    this.ping();
    this.#pump = setInterval(() => this.pings && this.ping(), PING_MS);
  }

  /** The socket has ended. */
  end(): void {
    clearInterval(this.#pump);
    this.stop();
  }

  ping(): void {
    if (this.pings) this.#flown.send(encodeUp({ type: "ping", time: this.value("clock"), mark: this.mark }));
  }

  heard(message: DownMessage): void {
    if (message.type === "mark") this.mark = message.mark;
    if (message.type === "pong") this.rtt = Math.max(0, sincePing(message.time, this.#now()) - message.held);
  }

  /** What a client that plays puts here now. */
  value(follows: Follows): number {
    const tick = this.#flown.world.world?.tick ?? 0;
    switch (follows) {
      case "newest":
        return tick;
      case "ahead":
        return tick + Math.ceil(((this.rtt ?? 0) * this.#flown.tickRate) / 1000) + EARLY_TICKS;
      case "clock":
        return pingTime(this.#now());
      case "mark":
        return this.mark;
      case "seq":
        return nextSeq(this.#seq);
    }
  }

  /** A command has been sent: the next one has the next number. */
  commanded(): void {
    this.#seq = nextSeq(this.#seq);
  }

  get repeats(): boolean {
    return this.#repeat !== undefined;
  }

  /**
   * Sends again and again, from now on.
   * @param ms at least `LEAST_EVERY_MS`
   * @param make what is sent next; undefined ends it
   */
  repeat(ms: number, make: () => Payload | undefined): void {
    this.stop();
    const next = () => {
      const payload = make();
      if (payload === undefined || !this.#flown.send(payload)) this.stop();
    };
    this.#repeat = setInterval(next, Math.max(LEAST_EVERY_MS, ms));
    next();
  }

  stop(): void {
    clearInterval(this.#repeat);
    this.#repeat = undefined;
  }
}
