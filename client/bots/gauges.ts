/** What a load run measures, over all its clients. */
import { build, type Histogram } from "hdr-histogram-js";

/** Microseconds, three significant digits, up to a minute. */
const times = (): Histogram =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });

/** A histogram of milliseconds with a fraction. */
export class Times {
  readonly #histogram = times();

  record(ms: number): void {
    this.#histogram.recordValue(Math.min(60_000_000, Math.max(1, Math.round(ms * 1000))));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** @param percent 0 to 100 */
  at(percent: number): number {
    return this.count === 0 ? 0 : this.#histogram.getValueAtPercentile(percent) / 1000;
  }

  get max(): number {
    return this.count === 0 ? 0 : this.#histogram.maxValue / 1000;
  }
}

export class Gauges {
  asked = 0;
  seated = 0;
  refused = 0;
  /** Players and spectators whose socket was lost or closed before the run was over. */
  lost = 0;
  mismatches = 0;
  frames = 0;
  bytesDown = 0;
  bytesUp = 0;
  messagesUp = 0;
  /** From the request to the ticket. */
  readonly seat = new Times();
  /** From the request to the first keyframe. */
  readonly firstFrame = new Times();
  /** Between two frames; where a message covers several ticks, less what these take. */
  readonly gap = new Times();
  /** From an input's sending to the frame of its tick. */
  readonly echo = new Times();
  readonly closes = new Map<number, number>();
  /** Why joins were refused, each reason once. */
  readonly refusals = new Set<string>();
}
