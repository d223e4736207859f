/** What players can say without words of their own: signs, each with its words. A game's view may have others. */
import { EMOTES } from "#shared/sim/commands.ts";
import type { Sign } from "../games/game-view.ts";

/** In the order of the keys 1 to 8. */
export const USUAL_EMOTES: readonly Sign[] = [
  { sign: "👋", words: "Hello" },
  { sign: "👍", words: "Nice!" },
  { sign: "🙏", words: "Thanks" },
  { sign: "😅", words: "Sorry" },
  { sign: "🆘", words: "Help!" },
  { sign: "🚀", words: "Go!" },
  { sign: "😂", words: "Ha!" },
  { sign: "🏁", words: "GG" },
];

/** The sign of this number; a game with fewer has none for it. */
export const emoteOf = (emotes: readonly Sign[], which: number): Sign | undefined => emotes.slice(0, EMOTES)[which];
