/** Every game that can be seen. A new game is one more line here, and a folder beside. */
import { games } from "#shared/games/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { card as arena } from "./arena/card.ts";
import type { GameCard } from "./game-view.ts";

const cards: readonly GameCard[] = [arena];

/** The game of the start page. */
export const theGame: GameCard & { readonly modes: AnyGame["modes"] } = {
  ...cards[0],
  modes: games.get(cards[0].name)?.modes ?? {},
};

export const cardOf = (game: string): GameCard | undefined => cards.find(({ name }) => name === game);
