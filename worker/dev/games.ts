/** The games of this development server: this module is made anew whenever a game's rules are edited, and what imports it stays. */
import { games as loaded } from "#shared/games/index.ts";
import { DevGames } from "./dev-games.ts";

/** The one that the objects have, from the first time on. */
export const games: DevGames = import.meta.hot?.data.games ?? new DevGames();

const changed = games.take(loaded);
if (import.meta.hot) {
  import.meta.hot.data.games = games;
  // To the pages: scripts/dev-rules.ts passes it on.
  import.meta.hot.send("scrim:rules", { games: changed });
}
