/**
 * How a match does: by how much its ticks and its players' inputs are late, second by second over the last two minutes. Knows no
 * clock, and allocates nothing while the match ticks. docs/MONITOR.md, "Where the figures come from"
 */
import type { Moment, Vitals } from "#shared/monitor/index.ts";
import { SlidingWindow } from "#worker/sliding-window.ts";

/** For how long a second is kept, in seconds. */
export const KEPT_S = 120;
/** Over so many seconds a match says how it does. */
export const WINDOW_S = 10;

/** What is kept of a second. `skipped`: ticks that a stall has cost; `slow`: ticks that began more than a tick late. */
const FIELD = { ticks: 0, lateMs: 1, slow: 2, skipped: 3, inputs: 4, lateInputs: 5, bytesIn: 6, bytesOut: 7 } as const;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(1, part / whole));
/** Tenths of a millisecond are enough. */
const rounded = (ms: number): number => Math.round(ms * 10) / 10;

export class Health {
  readonly #window = new SlidingWindow(Object.keys(FIELD).length, KEPT_S);
  readonly #period: number;
  /** Bytes of all sockets, as they were counted last. */
  #bytesIn: number | undefined;
  #bytesOut: number | undefined;

  constructor(tickRate: number) {
    this.#period = 1000 / tickRate;
  }

  /** A tick has begun. @param now milliseconds since 1970 @param lateMs by how much later than it was due */
  ticked(now: number, lateMs: number): void {
    this.#window.add(now, FIELD.ticks, 1);
    this.#window.raise(now, FIELD.lateMs, lateMs);
    if (lateMs > this.#period) this.#window.add(now, FIELD.slow, 1);
  }

  /** A stall has cost so many ticks: they are late, and are not made up for. */
  skipped(now: number, ticks: number, lateMs: number): void {
    this.#window.add(now, FIELD.skipped, ticks);
    this.#window.raise(now, FIELD.lateMs, lateMs);
  }

  /** An input of a player has come. */
  heard(now: number, isLate: boolean): void {
    this.#window.add(now, FIELD.inputs, 1);
    if (isLate) this.#window.add(now, FIELD.lateInputs, 1);
  }

  /** How many bytes have gone in and out so far, in all: call it with each tick. */
  carried(now: number, bytesIn: number, bytesOut: number): void {
    if (this.#bytesIn !== undefined) this.#window.add(now, FIELD.bytesIn, bytesIn - this.#bytesIn);
    if (this.#bytesOut !== undefined) this.#window.add(now, FIELD.bytesOut, bytesOut - this.#bytesOut);
    this.#bytesIn = bytesIn;
    this.#bytesOut = bytesOut;
  }

  /** How late it has been in the last ten seconds. */
  lateness(now: number): Pick<Vitals, "lateMs" | "lateTicks" | "lateInputs"> {
    const sum = (field: number) => this.#window.sum(now, field, WINDOW_S);
    const skipped = sum(FIELD.skipped);
    return {
      lateMs: rounded(this.#window.most(now, FIELD.lateMs, WINDOW_S)),
      lateTicks: share(sum(FIELD.slow) + skipped, sum(FIELD.ticks) + skipped),
      lateInputs: share(sum(FIELD.lateInputs), sum(FIELD.inputs)),
    };
  }

  /** The seconds of the last two minutes in which it ticked, the oldest first. */
  history(now: number): Moment[] {
    const all = this.#window.history(now, (at, field) => ({
      at,
      ticks: field(FIELD.ticks),
      lateMs: rounded(field(FIELD.lateMs)),
      inputs: field(FIELD.inputs),
      lateInputs: field(FIELD.lateInputs),
      bytesIn: field(FIELD.bytesIn),
      bytesOut: field(FIELD.bytesOut),
    }));
    return all.filter(({ ticks }) => ticks > 0);
  }
}
