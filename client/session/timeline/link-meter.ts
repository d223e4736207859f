/** Round trips, bytes and gaps, as they are measured. */

/** How many of the last gaps are kept. */
const GAPS = 120;

export class LinkMeter {
  #rtt = 0;
  #down = 0;
  #up = 0;
  #messages = 0;
  #since = 0;
  #rates = { down: 0, up: 0, messages: 0 };
  #receivedAt: number | undefined;
  readonly #gaps: number[] = [];

  /** A round trip, without what the server held back, in milliseconds. */
  roundTrip(rtt: number): void {
    this.#rtt = this.#rtt === 0 ? rtt : (this.#rtt + rtt) / 2;
  }

  /** What was measured so far says nothing. */
  forget(): void {
    this.#rtt = 0;
    this.#gaps.length = 0;
  }

  get rtt(): number {
    return this.#rtt;
  }

  /** Milliseconds between the last messages, oldest first. */
  get gaps(): readonly number[] {
    return this.#gaps;
  }

  received(bytes: number, now: number): void {
    this.#down += bytes;
    if (this.#receivedAt !== undefined) this.#gaps.push(now - this.#receivedAt);
    this.#receivedAt = now;
    if (this.#gaps.length > GAPS) this.#gaps.shift();
  }

  sent(bytes: number): void {
    this.#up += bytes;
    this.#messages += 1;
  }

  /** Bytes and messages a second, over the last second. */
  rates(now: number): { readonly down: number; readonly up: number; readonly messages: number } {
    const elapsed = now - this.#since;
    if (elapsed >= 1000) {
      const per = 1000 / elapsed;
      this.#rates = { down: this.#down * per, up: this.#up * per, messages: this.#messages * per };
      this.#down = 0;
      this.#up = 0;
      this.#messages = 0;
      this.#since = now;
    }
    return this.#rates;
  }
}
