/** Puck, before its view is loaded. */
import type { GameCard } from "../game-view.ts";

export const card: GameCard = {
  name: "puck",
  tagline: "Two goals, one puck. Skate, dash, score: one against one, or in teams.",
  help: "Skate: WASD or arrows, or hold the mouse button · Dash: Space or right button, at the puck if you stand still · Scores: Tab · Phones and gamepads work too",
  privateSettings: { autostart: 0 },
  load: async () => (await import("./view.ts")).createView(),
};
