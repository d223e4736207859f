/** Every game that can be seen. A new game is one more line here, and a folder beside. */
import { type Kept, kept } from "#client/settings.ts";
import { games } from "#shared/games/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { card as arena } from "./arena/card.ts";
import type { GameCard } from "./game-view.ts";
import { card as puck } from "./puck/card.ts";

export const cards: readonly GameCard[] = [arena, puck];

export const cardOf = (game: string): GameCard | undefined => cards.find(({ name }) => name === game);

/** The start page of one game. */
export const startOf = (game: string): string => `/?game=${game}`;

/** The game that a page's address names, or else the one that was played last here. */
function chosen(last: Kept = kept("scrim.game")): GameCard {
  const named = new URLSearchParams(globalThis.location?.search).get("game");
  const card = cardOf(named ?? last.get() ?? "") ?? cards[0];
  if (named === card.name) last.set(card.name);
  return card;
}

const card = chosen();

/** The game of the start page. Another one is another page: the address says which, so it can be sent to somebody. */
export const theGame: GameCard & { readonly modes: AnyGame["modes"] } = {
  ...card,
  modes: games.get(card.name)?.modes ?? {},
};
