/**
 * The rules of this build's games, once a match or a recording needs them. No other file of the client knows which they are;
 * client/main.ts hands them on.
 */
import { games } from "#shared/games/index.ts";
import { checkCards } from "./check-cards.ts";
import { cards } from "./index.ts";

checkCards(cards, games);

export { games };
