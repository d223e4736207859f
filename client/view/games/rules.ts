/**
 * The rules of this build's games, which a match or a recording needs, and the start page does not. The entries in client/open hand
 * them to the runtime, which knows no game.
 */
import { games } from "#shared/games/index.ts";
import { checkCards } from "./check-cards.ts";
import { cards } from "./index.ts";

checkCards(cards, games);

export { games };
