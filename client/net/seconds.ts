/** Whether something that befalls a share of the seconds befalls this one. */

export class Seconds {
  /** The second that was last looked at. */
  #last: number | undefined;
  readonly #chance: () => number;

  /** @param chance 0 to 1, 1 excluded */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /**
   * Whether it happens now; in one second it does so once at most.
   * @param share 0 to 1
   * @param now milliseconds
   */
  strikes(share: number, now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second === this.#last) return false;
    this.#last = second;
    return this.#chance() < share;
  }
}
