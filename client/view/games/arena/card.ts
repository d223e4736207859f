/** The arena, before its view is loaded. */
import type { GameCard } from "../game-view.ts";

export const card: GameCard = {
  name: "arena",
  tagline: "A top-down shooter in your browser. Open a link, and play.",
  help: "Move: WASD or arrows · Aim and fire: mouse · Dash: Space · Reload: R · Scores: Tab · Phones and gamepads work too",
  privateSettings: { autostart: 0 },
  load: async () => (await import("./view.ts")).createView(),
};
