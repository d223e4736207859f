/**
 * Follows the action by itself: stays with a player until there is clearly more to see elsewhere, and for a few seconds
 * at least. What there is to see the game says. It owns no clock: time is an argument.
 */

/** A player who can be followed. */
export interface Candidate {
  readonly seat: number;
  /** How much there is to see of them at this moment: 0 = nothing, 1 = a fight. */
  readonly interest: number;
}

/** A player is followed for this long at least, in milliseconds. */
const HOLD_MS = 2500;
/** Interest is a mean over about so many milliseconds, so that no single shot turns a head. */
const SMOOTH_MS = 700;
/** Another one must be this much more to see: by a share, and on top. */
const CLEARLY = { times: 1.3, more: 0.12 };
/** A place is shown for this long after the player is gone from it, and for that long in all. Milliseconds. */
const LINGER_MS = 1300;
const LEAST_MS = 2000;

export class Director {
  readonly #interest = new Map<number, number>();
  #seat = -1;
  #since = 0;
  #at = 0;
  /** Since when the followed player has been gone; undefined while they are there. */
  #goneAt: number | undefined;

  /** What comes next does not follow from what came before: it chooses anew. */
  cut(): void {
    this.#interest.clear();
    this.#seat = -1;
  }

  /**
   * @param candidates all players that there are; a seat that is not named is gone
   * @param now milliseconds
   * @returns the seat to be followed; -1 while there has been none
   */
  direct(candidates: readonly Candidate[], now: number): number {
    this.#learn(candidates, now);
    const best = this.#best(candidates);
    if (best === undefined) return this.#seat;
    const own = this.#interest.get(this.#seat);
    if (this.#seat < 0) return this.#follow(best, now);
    if (own === undefined) {
      this.#goneAt ??= now;
      const lingers = now - this.#goneAt < LINGER_MS || now - this.#since < LEAST_MS;
      return lingers ? this.#seat : this.#follow(best, now);
    }
    this.#goneAt = undefined;
    if (now - this.#since < HOLD_MS) return this.#seat;
    const clearly = (this.#interest.get(best) ?? 0) > own * CLEARLY.times + CLEARLY.more;
    return clearly ? this.#follow(best, now) : this.#seat;
  }

  #follow(seat: number, now: number): number {
    this.#seat = seat;
    this.#since = now;
    this.#goneAt = undefined;
    return seat;
  }

  #learn(candidates: readonly Candidate[], now: number): void {
    const share = 1 - Math.exp(-Math.max(0, now - this.#at) / SMOOTH_MS);
    this.#at = now;
    const there = new Set(candidates.map(({ seat }) => seat));
    for (const seat of this.#interest.keys()) if (!there.has(seat)) this.#interest.delete(seat);
    for (const { seat, interest } of candidates) {
      const before = this.#interest.get(seat) ?? interest;
      this.#interest.set(seat, before + (interest - before) * share);
    }
  }

  #best(candidates: readonly Candidate[]): number | undefined {
    const of = (seat: number) => this.#interest.get(seat) ?? 0;
    return candidates
      .map(({ seat }) => seat)
      .reduce<number | undefined>((best, seat) => (best === undefined || of(seat) > of(best) ? seat : best), undefined);
  }
}
