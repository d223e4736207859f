/** What the round that has ended has done to its players' ratings: asks until the server knows it. */
import { ApiFailure } from "#client/net/api.ts";
import type { GradeChange, RoundRating, Unrated } from "#shared/protocol/ladder.ts";
import type { Result } from "#shared/protocol/results.ts";
import type { PageScope } from "../page-scope.ts";
import { endedRound } from "./ended-round.ts";

export type RatingNews =
  | { readonly is: "asking" }
  /** It takes longer than it should. It is asked for all the same. */
  | { readonly is: "late" }
  | { readonly is: "unrated"; readonly why: Unrated }
  | { readonly is: "rated"; readonly round: number; readonly changes: readonly GradeChange[] };

/** The first wait, by what each is longer than the one before, and the longest. Milliseconds. */
const FIRST_MS = 400;
const GROWS = 1.5;
const MOST_MS = 10_000;
/** After so long the player is told not to wait for it, and after so long it is asked for no more. Milliseconds. */
const LATE_MS = 15_000;
const GIVE_UP_MS = 300_000;

export interface RoundRatingOptions {
  /** As long as the match is shown. */
  readonly scope: PageScope;
  /** The match's results, the first round's first. */
  results(signal: AbortSignal): Promise<readonly Result[]>;
  rating(round: number, signal: AbortSignal): Promise<RoundRating>;
  redraw(): void;
}

export class RoundRatings {
  readonly #options: RoundRatingOptions;
  #news: RatingNews | undefined;
  /** Until the next round is on. */
  #round: PageScope | undefined;

  constructor(options: RoundRatingOptions) {
    this.#options = options;
  }

  /** Undefined before a round has ended. */
  get news(): RatingNews | undefined {
    return this.#news;
  }

  /** Begins to ask. @param since a tick of the round that has ended; undefined for the last one */
  ask(since: number | undefined): void {
    this.forget();
    this.#news = { is: "asking" };
    this.#round = this.#options.scope.within();
    void this.#seek(since, this.#round);
  }

  /** The next round is on. */
  forget(): void {
    this.#round?.end();
    this.#news = undefined;
  }

  async #seek(since: number | undefined, round: PageScope): Promise<void> {
    let waited = 0;
    for (let wait = FIRST_MS; waited < GIVE_UP_MS; wait = Math.min(MOST_MS, wait * GROWS)) {
      const news = await round.ask((signal) => this.#look(since, signal));
      if (news) this.#tell(news);
      if (news) return;
      if (waited >= LATE_MS && this.#news?.is === "asking") this.#tell({ is: "late" });
      await round.wait(wait);
      waited += wait;
    }
  }

  #tell(news: RatingNews): void {
    this.#news = news;
    this.#options.redraw();
  }

  /** Undefined where it is not known yet. */
  async #look(since: number | undefined, signal: AbortSignal): Promise<RatingNews | undefined> {
    const { results, rating } = this.#options;
    try {
      const ended = await endedRound(results(signal), since);
      if (ended === undefined) return undefined;
      const answer = await rating(ended.round, signal);
      switch (answer.state) {
        case "pending":
          return undefined;
        case "unrated":
          return { is: "unrated", why: answer.why };
        case "rated":
          return { is: "rated", round: ended.round, changes: answer.changes };
      }
    } catch (error) {
      // Not now: it is asked for again.
      if (!(error instanceof ApiFailure)) throw error;
      return undefined;
    }
  }
}
