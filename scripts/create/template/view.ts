/** Draws the game, as often as the screen shows a picture. */
import { defineView } from "scrim/view";
import { game } from "./game.ts";

export const view = defineView(game, {
  canvas({ context, world, tables, mark }) {
    for (const seat of world.players) {
      context.fillStyle = mark(seat).colour;
      context.beginPath();
      context.arc(tables.players.x[seat], tables.players.y[seat], 24, 0, 2 * Math.PI);
      context.fill();
    }
  },
});
