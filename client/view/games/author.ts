/** `scrim/view`: what the view and the card of a game in its own repository import. */
export { html, nothing, svg } from "lit-html";
export { floor, plate, ring, runner } from "./common/canvas-art.ts";
export { defineCard } from "./define-card.ts";
export { defineView, type ViewOf } from "./define-view.ts";
export type * from "./game-view.ts";
