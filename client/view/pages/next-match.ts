/** Where a player goes from a match: another one of the same game and mode. */
import { type Api, ApiFailure } from "#client/net/api.ts";
import { calledAs, type SettingsStore } from "#client/settings.ts";
import type { Admission, MatchInfo } from "#shared/protocol/index.ts";
import type { GameCard } from "../games/game-view.ts";
import { cardOf, chosenGame, chosenMode } from "../games/index.ts";

export interface NextMatchOptions {
  /** Of the match that the player comes from. */
  readonly code: string;
  readonly settings: SettingsStore;
  /** The game that is drawn here; undefined where none is. */
  game(): string | undefined;
  /** Waits for a match of this competitive mode. */
  search(game: string, mode: string): void;
}

export class NextMatch {
  readonly #options: NextMatchOptions;

  constructor(options: NextMatchOptions) {
    this.#options = options;
  }

  /** @returns undefined where the mode is a competitive one: then the player waits for a match */
  async quick(api: Api): Promise<Admission | undefined> {
    const { card, mode } = await this.#kind(api);
    if (card.modes[mode].queue) {
      this.#options.search(card.name, mode);
      return undefined;
    }
    return api.play(this.#name, mode, card.name);
  }

  async open(api: Api): Promise<Admission> {
    const { card, mode } = await this.#kind(api);
    return api.createMatch(this.#name, mode, card.privateSettings, card.name);
  }

  get #name(): string {
    return calledAs(this.#options.settings.value);
  }

  /** The game and the mode of the match; of one that is gone, as much as is still known. */
  async #kind(api: Api): Promise<{ readonly card: GameCard; readonly mode: string }> {
    const { code, settings, game } = this.#options;
    let info: MatchInfo | undefined;
    try {
      info = await api.info(code);
    } catch (error) {
      // A match that is gone, or a server that does not answer: the request that follows says so.
      if (!(error instanceof ApiFailure)) throw error;
    }
    const card = cardOf(info?.game ?? game() ?? "") ?? chosenGame(settings.value);
    return { card, mode: chosenMode(settings.value, card.name, info?.mode) };
  }
}
