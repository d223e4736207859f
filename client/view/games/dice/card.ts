/** Liar's dice, before its view is loaded. */
import { svg } from "lit-html";
import { modes } from "#shared/games/dice/modes.ts";
import { defineCard } from "../define-card.ts";

/** A cup, and two dice beside it. */
const emblem = svg`
  <rect width="96" height="60" rx="6" fill="#0b1422" />
  <path d="M14 10h26l8 36H6z" fill="#a4472b" />
  <path d="M5 45h44v5H5zM13 16h28" fill="#6f2c19" stroke="#d98a64" />
  <path d="m59 26 17-4 4 17-17 4z" fill="#fff3d6" />
  <path d="M70 44h15v-3h-9z" fill="#ffffff26" />
  <circle cx="65" cy="28.500" r="2" fill="#1a1203" /><circle cx="69.500" cy="32.500" r="2" fill="#1a1203" /><circle cx="74" cy="36.500" r="2" fill="#1a1203" />`;

export const card = defineCard({
  name: "dice",
  title: "Dice",
  emblem,
  tagline: "Liar's dice: bid on what is under all cups, and call the lie.",
  help: "Take turns: bid more, or call liar · By mail, a turn may take days: come back by the same link",
  modes,
  draws: "html",
  rules: async () => (await import("#shared/games/dice/index.ts")).dice,
  view: async () => (await import("./view.ts")).createView(),
});
