/** What a match that counts has with its results: the own rating, and what there is to the other players. */
import type { nothing, TemplateResult } from "lit-html";
import type { Api } from "#client/net/api.ts";
import { roundRating } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import { PlayerActs } from "../ladder/player-acts.ts";
import type { PageScope } from "../page-scope.ts";
import { PlayerSheet } from "./player-sheet.ts";
import { ratingView } from "./rating-view.ts";
import { RoundRatings } from "./round-rating.ts";
import "../styles/rating.css";

export interface AfterRoundOptions {
  readonly code: string;
  /** As long as the match is shown. */
  readonly scope: PageScope;
  api(signal: AbortSignal): Api;
  redraw(): void;
}

export class AfterRound {
  readonly #ratings: RoundRatings;
  readonly #sheet: PlayerSheet;
  readonly #own: string | undefined;

  constructor({ code, scope, api, redraw }: AfterRoundOptions) {
    this.#own = playerIn(api(scope.signal).identity.token(code));
    this.#ratings = new RoundRatings({
      ...{ scope, redraw },
      results: (signal) => api(signal).results(code),
      rating: (round, signal) => roundRating(api(signal), code, round),
    });
    this.#sheet = new PlayerSheet({ acts: new PlayerActs({ api, scope, own: this.#own, redraw }), redraw });
  }

  /** @param since a tick of the round that has ended */
  ended(since: number): void {
    this.#ratings.ask(since);
  }

  /** The next round is on. */
  begun(): void {
    this.#ratings.forget();
    this.#sheet.close();
  }

  /** @param seat the player's own */
  rating(seat: number): TemplateResult {
    return ratingView(this.#ratings.news ?? { is: "asking" }, seat, this.#own);
  }

  /** In the row of a player. */
  acts(seat: number, name: string): TemplateResult {
    const { news } = this.#ratings;
    const about = news?.is === "rated" ? news.changes.find((one) => one.seat === seat) : undefined;
    return this.#sheet.button(about, name);
  }

  /** Over the results. */
  sheet(): TemplateResult | typeof nothing {
    return this.#sheet.view();
  }
}
