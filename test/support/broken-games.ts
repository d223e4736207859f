/** The toy, and a game with a fault: the server of a test has these in the place of shared/games/index.ts. */
import { gather } from "#shared/sim/index.ts";
import { toy } from "./toy.ts";

export const games = await gather({
  broken: () => {
    throw new Error("its map has no walls");
  },
  toy: async () => toy,
});
