/** What a match has with its results: the own rating, where the round counts, and what there is to the other players. */
import { html, nothing, type TemplateResult } from "lit-html";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { roundRating } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import type { GradeChange } from "#shared/protocol/ladder.ts";
import type { Result } from "#shared/protocol/results.ts";
import { PlayerActs } from "../ladder/player-acts.ts";
import type { PageScope } from "../page-scope.ts";
import { endedRound } from "./ended-round.ts";
import { PlayerSheet } from "./player-sheet.ts";
import { ratingView } from "./rating-view.ts";
import { RoundRatings } from "./round-rating.ts";
import "../styles/rating.css";

/** Milliseconds between two looks for the round's result, and how many there are at most. */
const EVERY_MS = 1500;
const LOOKS = 8;

export interface AfterRoundOptions {
  readonly code: string;
  /** The path of the leaderboard for which the match's rounds count; undefined where they do not. */
  readonly ladder: string | undefined;
  /** As long as the match is shown. */
  readonly scope: PageScope;
  api(signal: AbortSignal): Api;
  /** Keeps what the player saw of the last minute. @returns what it is called */
  trace(signal: AbortSignal): Promise<string>;
  partyLink(): string | undefined;
  redraw(): void;
}

export class AfterRound {
  readonly #options: AfterRoundOptions;
  /** Undefined where rounds do not count. */
  readonly #ratings: RoundRatings | undefined;
  readonly #sheet: PlayerSheet;
  readonly #own: string | undefined;
  /** Until the next round is on. */
  #until: PageScope;
  /** The number of the round that has ended. */
  #round: number | undefined;

  constructor(options: AfterRoundOptions) {
    const { code, ladder, scope, api, redraw } = options;
    this.#options = options;
    this.#own = playerIn(api(scope.signal).identity.token(code));
    this.#until = scope.within();
    const rating = (round: number, signal: AbortSignal) => roundRating(api(signal), code, round);
    const results = (signal: AbortSignal) => this.#results(signal);
    if (ladder !== undefined) this.#ratings = new RoundRatings({ scope, results, rating, redraw });
    this.#sheet = new PlayerSheet({
      acts: new PlayerActs({ ...options, own: this.#own }),
      change: (seat) => this.#change(seat),
      round: () => (this.#round === undefined ? undefined : { code, round: this.#round, seat: undefined }),
      redraw,
    });
  }

  #results(signal: AbortSignal): Promise<readonly Result[]> {
    return this.#options.api(signal).results(this.#options.code);
  }

  #change(seat: number): GradeChange | undefined {
    const news = this.#ratings?.news;
    return news?.is === "rated" ? news.changes.find((one) => one.seat === seat) : undefined;
  }

  /** @param since a tick of the round that has ended; undefined for the last one */
  ended(since: number | undefined): void {
    this.#until = this.#options.scope.within(this.#until);
    this.#round = undefined;
    this.#ratings?.ask(since);
    void this.#seek(since, this.#until);
  }

  /** Players can be reported for a round whose number is known. */
  async #seek(since: number | undefined, until: PageScope): Promise<void> {
    for (let looks = 1; looks <= LOOKS && this.#round === undefined; looks++) {
      this.#round = await until.ask((signal) => this.#find(since, signal));
      this.#options.redraw();
      await until.wait(EVERY_MS);
    }
  }

  async #find(since: number | undefined, signal: AbortSignal): Promise<number | undefined> {
    try {
      return (await endedRound(this.#results(signal), since))?.round;
    } catch (error) {
      // Not now: there is another look.
      if (!(error instanceof ApiFailure)) throw error;
      return undefined;
    }
  }

  /** The next round is on. */
  begun(): void {
    this.#until.end();
    this.#ratings?.forget();
    this.#sheet.close();
  }

  /** @param seat the player's own */
  rating(seat: number): TemplateResult | typeof nothing {
    return this.#ratings ? ratingView(this.#ratings.news ?? { is: "asking" }, seat, this.#own) : nothing;
  }

  /** The way to the leaderboard. Not in place of the match: there may be another round. */
  ladder(): TemplateResult | typeof nothing {
    const { ladder } = this.#options;
    if (ladder === undefined) return nothing;
    return html` <a href=${ladder} target="_blank" rel="noopener" data-testid="to-ladder">Leaderboard</a>`;
  }

  /** In a row of the scores. @param isBot a bot has the seat by now: a player who has left may have had it */
  acts(seat: number, name: string, isBot: boolean): TemplateResult | typeof nothing {
    const change = this.#change(seat);
    return isBot && !change ? nothing : this.#sheet.button(seat, change?.name ?? name);
  }

  /** Over the results. */
  sheet(): TemplateResult | typeof nothing {
    return this.#sheet.view();
  }
}
