/** How far ahead of the server a client runs, so that its inputs are there just before their ticks. */

/** How early an input should be at the least, in milliseconds. */
const WANTED_SLACK = 6;
/** What is later than this has met a stall, against which no lead helps: it counts only if it comes again soon. */
const STALL_MS = 150;
const AGAIN_MS = 3000;
/** How much of a lead that was not needed is given back at each pong: of a large one at once, of a small one slowly. */
const GIVE_BACK = { large: 0.6, small: 0.06 };
/** Milliseconds. */
const LARGE_MS = 40;
/** Milliseconds. */
const MOST = 400;
/** Round trips that are remembered. */
const REMEMBERED = 8;

export class Lead {
  readonly #roundTrips: number[] = [];
  #margin: number | undefined;
  #stalledAt = Number.NEGATIVE_INFINITY;

  /** A round trip, without what the server held back, in milliseconds. */
  roundTrip(rtt: number): void {
    this.#roundTrips.push(rtt);
    if (this.#roundTrips.length > REMEMBERED) this.#roundTrips.shift();
  }

  /** Whether the way to the server is known. */
  get known(): boolean {
    return this.#roundTrips.length > 0;
  }

  get #way(): number {
    return this.#roundTrips.length === 0 ? 0 : Math.min(...this.#roundTrips);
  }

  /**
   * How far to run ahead of the newest tick that could have arrived, in milliseconds.
   * @param spread by how much frames come late, which is a guess at what inputs do before the server has said it
   */
  wanted(spread: number): number {
    return this.#way + (this.#margin ?? WANTED_SLACK + spread);
  }

  /**
   * The server says by how much the worst of the last inputs was early (or, negative, late).
   * @param lead how far ahead the client ran just now, in milliseconds
   */
  heard(slack: number, lead: number, now: number): void {
    // Before the way is known, it is unknown how much of the lead is margin.
    if (this.#roundTrips.length === 0) return;
    if (slack < -STALL_MS) {
      const again = now - this.#stalledAt < AGAIN_MS;
      this.#stalledAt = now;
      if (!again) return;
    }
    const needed = Math.max(0, Math.min(MOST, lead - this.#way - slack + WANTED_SLACK));
    const margin = this.#margin ?? needed;
    const share = margin - needed > LARGE_MS ? GIVE_BACK.large : GIVE_BACK.small;
    this.#margin = needed > margin ? needed : margin + (needed - margin) * share;
  }

  /**
   * By how much an input was earlier than the way there explains, in milliseconds; at most 0 before the way is known.
   * See `heard`.
   */
  surplus(slack: number, lead: number): number {
    return this.known ? slack - (lead - this.#way) : 0;
  }

  /** The margin was learnt while this client could not keep up. */
  relearn(): void {
    this.#margin = undefined;
  }

  /** Another route: what was learnt of the old one does not hold. */
  reset(): void {
    this.#roundTrips.length = 0;
    this.#margin = undefined;
  }
}
