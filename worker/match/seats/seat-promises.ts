/**
 * Remembers the seats that were promised to players who have not come in yet. A promise costs a client one request, so it binds
 * nothing: several players may be promised one seat, and the first to open a socket has it. The ticket lets a player in, so a
 * promise need not outlive the process: it only keeps two players who ask at once from being sent to one seat.
 * docs/decisions/promises.md
 */

export interface SeatPromise {
  readonly seat: number;
  /** The player's name in that seat. */
  readonly name: string;
  /** When the promise expires, in milliseconds. */
  readonly until: number;
}

/** How many promises a match remembers; a new one replaces the oldest. */
const MOST = 256;

export class SeatPromises {
  /** By player, the oldest first. */
  readonly #promises = new Map<string, SeatPromise>();

  of(player: string): SeatPromise | undefined {
    return this.#promises.get(player);
  }

  give(player: string, promise: SeatPromise): void {
    this.#promises.delete(player);
    this.#promises.set(player, promise);
    const [oldest] = this.#promises.keys();
    if (this.#promises.size > MOST) this.#promises.delete(oldest);
  }

  /** The player has come in, or must not. */
  keep(player: string): void {
    this.#promises.delete(player);
  }

  /** There are so many seats from now on. */
  limit(seats: number): void {
    for (const [player, { seat }] of this.#promises) if (seat >= seats) this.#promises.delete(player);
  }

  expire(now: number): void {
    for (const [player, { until }] of this.#promises) if (until <= now) this.#promises.delete(player);
  }

  /** Whether a player who is not one of these was promised this seat. */
  isOthers(seat: number, players: ReadonlySet<string>): boolean {
    for (const [player, promise] of this.#promises) if (promise.seat === seat && !players.has(player)) return true;
    return false;
  }

  /** How many players were promised this seat. */
  count(seat: number): number {
    let count = 0;
    for (const promise of this.#promises.values()) if (promise.seat === seat) count += 1;
    return count;
  }
}
