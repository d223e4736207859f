/** The games, each with how many play it. */
import { html, type TemplateResult } from "lit-html";
import { cards } from "../games/index.ts";
import { icons } from "../parts/icons.ts";
import { numberView } from "./start-number.ts";

export interface GamesOptions {
  /** The one that is chosen, by name. */
  readonly chosen: string;
  /** How many play a game just now; undefined before it is known. */
  players(game: string): number | undefined;
  choose(game: string): void;
}

export const gamesView = ({ chosen, players, choose }: GamesOptions): TemplateResult => html`
  <fieldset class="games" data-testid="games">
    <legend class="unseen">Game</legend>
    ${cards.map(
      ({ name, title, emblem }) => html`
        <label>
          <input type="radio" name="game" value=${name} .checked=${name === chosen} data-testid="game-${name}"
            aria-labelledby="game-${name}" aria-describedby="game-count-${name}" @change=${() => choose(name)} />
          <span class="game">
            <svg class="emblem" viewBox="0 0 96 60" aria-hidden="true" focusable="false">${emblem}</svg>
            <b id="game-${name}">${title}</b>
            <span class="count" id="game-count-${name}">${icons.people} ${numberView(players(name))} playing</span>
          </span>
        </label>`,
    )}
  </fieldset>`;
