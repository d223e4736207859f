/** Every game that can be seen. A new game is one more line here, and a folder beside. */
import { card as arena } from "./arena/card.ts";
import { card as dice } from "./dice/card.ts";
import type { GameCard } from "./game-view.ts";
import { card as puck } from "./puck/card.ts";
import { card as tag } from "./tag/card.ts";

export const cards: readonly GameCard[] = [arena, puck, tag, dice];
