/** Round trips and bytes, as they are measured. */
import type { NetStats } from "./types.ts";

export class Meter {
  #rtt = 0;
  #down = 0;
  #up = 0;
  #since = 0;
  #rates = { down: 0, up: 0 };

  /** A pong for a ping of `sent`, which the server held for `held` milliseconds. */
  roundTrip(sent: number, now: number, held: number): void {
    const rtt = Math.max(0, now - sent - held);
    this.#rtt = this.#rtt === 0 ? rtt : this.#rtt + (rtt - this.#rtt) * 0.2;
  }

  get rtt(): number {
    return this.#rtt;
  }

  received(bytes: number): void {
    this.#down += bytes;
  }

  sent(bytes: number): void {
    this.#up += bytes;
  }

  stats(now: number, jitter: number): NetStats {
    const elapsed = now - this.#since;
    if (elapsed >= 1000) {
      this.#rates = { down: (this.#down * 1000) / elapsed, up: (this.#up * 1000) / elapsed };
      this.#down = 0;
      this.#up = 0;
      this.#since = now;
    }
    return { rtt: this.#rtt, jitter, ...this.#rates };
  }
}
