/** What the start page knows of the game before it is loaded. */
import { defineCard } from "scrim/view";

export const card = defineCard({
  name: "my-game",
  title: "My game",
  // A private match begins at once; without this line it waits until all are ready, which takes a game with a round.
  privateSettings: {},
  rules: async () => (await import("./game.ts")).game,
  view: async () => (await import("./view.ts")).view,
});
