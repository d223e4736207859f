/**
 * Which tick of a match is at which date: in quiet time its ticks follow the clock on the wall, through sleep, hibernation and the
 * death of its process. Knows no clock. docs/decisions/sleep.md
 */
import * as v from "valibot";

/** Plain data: it is stored as it is. */
export const DatedTick = v.object({
  tick: v.number(),
  /** Milliseconds since 1970, by the machine's clock. */
  date: v.number(),
});
export type DatedTick = Readonly<v.InferOutput<typeof DatedTick>>;

/** Ticks that are off from what is stored by no more than this are left there, in milliseconds: to store costs a row. */
const OFF_MS = 250;

export class TickDates {
  readonly #period: number;
  #known: DatedTick | undefined;

  /** @param known as `data` was */
  constructor(tickRate: number, known?: DatedTick) {
    this.#period = 1000 / tickRate;
    this.#known = known;
  }

  get data(): DatedTick | undefined {
    return this.#known;
  }

  /** The last tick that is due by this date; undefined where no tick has a date. */
  tickAt(date: number): number | undefined {
    const known = this.#known;
    return known && known.tick + Math.floor((date - known.date) / this.#period);
  }

  /** When this tick is due, in milliseconds since 1970; undefined where no tick has a date. */
  dateOf(tick: number): number | undefined {
    const known = this.#known;
    return known && known.date + (tick - known.tick) * this.#period;
  }

  /** The match is at this tick. @returns whether that was not known, and must be stored */
  set(tick: number, date: number): boolean {
    const off = date - (this.dateOf(tick) ?? Number.NEGATIVE_INFINITY);
    // Within a tick it is late, and never early.
    if (off > -OFF_MS && off < OFF_MS + this.#period) return false;
    this.#known = { tick, date };
    return true;
  }
}
