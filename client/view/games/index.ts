/** What pages ask of the games: which there are, how they are called, and which one the player has chosen. */
import type { Settings } from "#client/settings.ts";
import { cards } from "#client/view/games/cards.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import type { GameCard } from "./game-view.ts";

export { cards };

export const cardOf = (game: string): GameCard | undefined => cards.find(({ name }) => name === game);

/** The start page with this game chosen: an address to share. */
export const startOf = (game: string): string => `/?game=${game}`;

export const modesOf = (game: string): AnyGame["modes"] => cardOf(game)?.modes ?? {};

/** What a match is, in words: "Puck · Duel". */
export const titleOf = (game: string, mode: string): string =>
  `${cardOf(game)?.title ?? game} · ${modesOf(game)[mode]?.title ?? "Custom rules"}`;

/** The game that was chosen last, if there is such a one; else the first. */
export const chosenGame = ({ game }: Settings): GameCard => cardOf(game) ?? cards[0];

/** The mode of this game that is `wanted`, if there is such a one; else the one that was chosen last; else its first. */
export function chosenMode({ modes: last }: Settings, game: string, wanted = last[game] ?? ""): string {
  const modes = modesOf(game);
  return [wanted, last[game] ?? ""].find((mode) => Object.hasOwn(modes, mode)) ?? Object.keys(modes)[0];
}
