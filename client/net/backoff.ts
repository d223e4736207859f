/**
 * How long to wait before the next try, so that a player is back in time, and a server that has trouble is not
 * stormed.
 */
import { SEAT_HELD_MS } from "#shared/protocol/after.ts";

/** The first wait at most, and by what each is longer than the one before. Milliseconds. */
const FIRST_MS = 1000;
const GROWS = 1.5;
/** The longest wait while the seat may be held, and after that, when the seat may be another player's. Milliseconds. */
const MOST_HELD_MS = 2000;
const MOST_MS = 15_000;
/** A wait is this share of its most, or any more of it, by chance. */
const LEAST = 0.3;
/**
 * A connection that has brought something for so long since its picture has worked: what follows is another trouble.
 * Milliseconds.
 */
const WORKS_MS = 2000;

export class Backoff {
  readonly #chance: () => number;
  #most = FIRST_MS;
  /** Since when the seat has been held, in milliseconds. */
  #since: number;
  /** When the present connection had a picture, and when it last brought something. */
  #workedAt: number | undefined;
  #heardAt = 0;
  #tries = 0;

  /** @param chance 0 to 1, 1 excluded */
  constructor(now: number, chance: () => number = Math.random) {
    this.#since = now;
    this.#chance = chance;
  }

  /** How many times it has failed since it last worked. */
  get tries(): number {
    return this.#tries;
  }

  /** Until when the seat is held, in milliseconds. */
  get heldUntil(): number {
    return this.#since + SEAT_HELD_MS;
  }

  /** The connection shows a picture. */
  works(now: number): void {
    this.#workedAt ??= now;
    this.#heardAt = now;
  }

  /** The connection brings something. */
  hears(now: number): void {
    this.#heardAt = now;
  }

  /** The connection is lost, or a try has failed. @returns the wait before the next, in milliseconds */
  fails(now: number): number {
    if (this.#workedAt !== undefined) {
      this.#since = now;
      if (this.#heardAt - this.#workedAt >= WORKS_MS) this.#begin();
    }
    this.#workedAt = undefined;
    this.#tries += 1;
    const limit = now < this.heldUntil ? MOST_HELD_MS : MOST_MS;
    const most = Math.min(limit, this.#most);
    this.#most = Math.min(limit, most * GROWS);
    return most * (LEAST + (1 - LEAST) * this.#chance());
  }

  #begin(): void {
    this.#most = FIRST_MS;
    this.#tries = 0;
  }
}
