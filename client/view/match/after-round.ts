/** What a match has with its results: the own rating, where the round counts, and what there is to the other players. */
import { nothing, type TemplateResult } from "lit-html";
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

export interface AfterRoundOptions {
  readonly code: string;
  /** The match's rounds are rated. */
  readonly counts: boolean;
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
    const { code, counts, scope, api, redraw } = options;
    this.#options = options;
    this.#own = playerIn(api(scope.signal).identity.token(code));
    this.#until = scope.within();
    const rating = (round: number, signal: AbortSignal) => roundRating(api(signal), code, round);
    if (counts) this.#ratings = new RoundRatings({ scope, results: (signal) => this.#results(signal), rating, redraw });
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

  /** @param since a tick of the round that has ended */
  ended(since: number): void {
    this.#until = this.#options.scope.within(this.#until);
    this.#round = undefined;
    this.#ratings?.ask(since);
    void this.#seek(since, this.#until);
  }

  /** Players can be reported for a round whose number is known. */
  async #seek(since: number, until: PageScope): Promise<void> {
    try {
      const ended = await until.ask((signal) => endedRound(this.#results(signal), since));
      this.#round = ended?.round;
      this.#options.redraw();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
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
