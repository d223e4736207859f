/** The link to the replay of a round that has ended, once the server has it. */
import { ApiFailure } from "#client/net/api.ts";
import type { Result } from "#shared/protocol/index.ts";

/** Milliseconds between two looks, and how many there are at most. */
const EVERY = 1500;
const LOOKS = 8;

export interface OfferOptions {
  readonly code: string;
  /** The match's results, the first round's first. */
  results(): Promise<readonly Result[]>;
  /** Whether the server has this replay. */
  has(id: string): Promise<boolean>;
  redraw(): void;
}

export class ReplayOffer {
  readonly #options: OfferOptions;
  #id: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Goes up with each round that is asked for: answers that come late are another's. */
  #asked = 0;

  constructor(options: OfferOptions) {
    this.#options = options;
  }

  /** What the replay is called: its address ends with it. Undefined while there is none. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Begins to look. @param since a tick of the round that has ended: the replay of an older one is not meant */
  ask(since: number): void {
    this.forget();
    void this.#look(since, LOOKS, this.#asked);
  }

  /** The next round is on. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#id = undefined;
  }

  async #look(since: number, looks: number, asked: number): Promise<void> {
    const id = await this.#find(since);
    if (asked !== this.#asked) return;
    this.#id = id;
    if (id !== undefined) this.#options.redraw();
    else if (looks > 1) this.#timer = setTimeout(() => void this.#look(since, looks - 1, asked), EVERY);
  }

  async #find(since: number): Promise<string | undefined> {
    const { code, results, has } = this.#options;
    try {
      // A watcher may look back at a round that others have followed.
      const ended = (await results()).find(({ tick }) => tick >= since);
      if (ended === undefined) return undefined;
      const id = `${code}-${ended.round}`;
      return (await has(id)) ? id : undefined;
    } catch (error) {
      // Not now: there is another look.
      if (!(error instanceof ApiFailure)) throw error;
      return undefined;
    }
  }
}
