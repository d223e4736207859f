/**
 * Notices when a round ends, and when the next one begins: once what is drawn and what is known agree. What a client
 * foresees of either may be put right, and a spectator sees both later than they are known.
 */

export interface RoundEndOptions {
  /** @param since a tick of the round that has ended; undefined for a page that was opened after its end */
  ended(since: number | undefined): void;
  /** The next round is on. */
  begun(): void;
}

/** What is drawn after a longer gap may be of another round, in seconds. */
const GAP_S = 10;

export class RoundEnd {
  readonly #options: RoundEndOptions;
  /**
   * The first and the last tick of the round that were drawn in which the match was on. The last may lie after the round's end: a
   * client foresees that play goes on, until it hears that it has ended.
   */
  #liveFrom: number | undefined;
  #liveAt: number | undefined;
  #ended = false;

  constructor(options: RoundEndOptions) {
    this.#options = options;
  }

  /** The round has ended, and no next one is on. */
  get isOver(): boolean {
    return this.#ended;
  }

  /** A tick of it; undefined where it was never drawn live. */
  get since(): number | undefined {
    return this.#liveFrom;
  }

  /**
   * @param tick what is drawn
   * @param over whether the round is over in what is drawn, and in the newest world of the server
   * @param tickRate ticks a second
   */
  follow(tick: number, over: { readonly drawn: boolean; readonly known: boolean }, tickRate: number): void {
    if (over.drawn !== over.known) return;
    const ended = over.known;
    if (!ended) this.#live(tick, tickRate);
    if (ended === this.#ended) return;
    this.#ended = ended;
    if (ended) this.#options.ended(this.#liveFrom);
    else this.#options.begun();
  }

  #live(tick: number, tickRate: number): void {
    const [from, at] = [this.#liveFrom, this.#liveAt];
    // A client that is put right draws a few ticks again.
    const goesOn =
      !this.#ended && from !== undefined && at !== undefined && tick >= from && tick <= at + GAP_S * tickRate;
    if (!goesOn) this.#liveFrom = tick;
    this.#liveAt = tick;
  }
}
