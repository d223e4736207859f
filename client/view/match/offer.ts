/** The link to the replay of a round that has ended, once the server has it. */
import { ApiFailure } from "#client/net/api.ts";
import type { Result } from "#shared/protocol/index.ts";
import type { PageScope } from "../page-scope.ts";
import { endedRound } from "./ended-round.ts";

/** Milliseconds between two looks, and how many there are at most. */
const EVERY = 1500;
const LOOKS = 8;

export interface OfferOptions {
  readonly code: string;
  /** As long as the match is shown. */
  readonly scope: PageScope;
  /** The match's results, the first round's first. */
  results(signal: AbortSignal): Promise<readonly Result[]>;
  /** Whether the server has this replay. */
  has(id: string, signal: AbortSignal): Promise<boolean>;
  redraw(): void;
}

export class ReplayOffer {
  readonly #options: OfferOptions;
  #id: string | undefined;
  /** Until the next round is on. */
  #round: PageScope | undefined;

  constructor(options: OfferOptions) {
    this.#options = options;
  }

  /** What the replay is called: its address ends with it. Undefined while there is none. */
  get id(): string | undefined {
    return this.#id;
  }

  /**
   * Begins to look.
   * @param since a tick of the round that has ended: the replay of an older one is not meant. Undefined for the last round
   */
  ask(since: number | undefined): void {
    this.forget();
    this.#round = this.#options.scope.within();
    void this.#look(since, this.#round);
  }

  /** The next round is on. */
  forget(): void {
    this.#round?.end();
    this.#id = undefined;
  }

  async #look(since: number | undefined, round: PageScope): Promise<void> {
    for (let looks = 1; looks <= LOOKS; looks++) {
      this.#id = await round.ask((signal) => this.#find(since, signal));
      if (this.#id !== undefined) {
        this.#options.redraw();
        return;
      }
      await round.wait(EVERY);
    }
  }

  async #find(since: number | undefined, signal: AbortSignal): Promise<string | undefined> {
    const { code, results, has } = this.#options;
    try {
      const ended = await endedRound(results(signal), since);
      if (ended === undefined) return undefined;
      const id = `${code}-${ended.round}`;
      return (await has(id, signal)) ? id : undefined;
    } catch (error) {
      // Not now: there is another look.
      if (!(error instanceof ApiFailure)) throw error;
      return undefined;
    }
  }
}
