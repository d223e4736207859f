/** Puck, before its view is loaded. */
import { svg } from "lit-html";
import { modes } from "#shared/games/puck/modes.ts";
import type { GameCard } from "../game-view.ts";

/** A rink, two paddles, and a shot. */
const emblem = svg`
  <rect width="96" height="60" rx="6" fill="#0b1422" />
  <rect x="6" y="5" width="84" height="50" rx="14" fill="#1d4266" stroke="#cfe4f7" stroke-width="2.500" />
  <path d="M48 6.500v47" stroke="#ff7a4a" stroke-width="1.500" />
  <circle cx="48" cy="30" r="10" fill="none" stroke="#ffffff4d" stroke-width="1.500" />
  <path d="M6 21v18" stroke="#f0a818" stroke-width="4" />
  <path d="M90 21v18" stroke="#5cb8ee" stroke-width="4" />
  <path d="M29 38 58 22l-3-5z" fill="#f0a818" opacity=".45" />
  <circle cx="57.500" cy="19.500" r="5" fill="#f4f8ff" />
  <circle cx="25" cy="40" r="9" fill="#f0a818" />
  <circle cx="25" cy="40" r="4.500" fill="#fff3d6" />
  <circle cx="76" cy="27" r="9" fill="#5cb8ee" />
  <path d="m76 22 4.300 2.500v5L76 32l-4.300-2.500v-5z" fill="#e6f5ff" />`;

export const card: GameCard = {
  name: "puck",
  title: "Puck",
  emblem,
  tagline: "Two goals, one puck. Skate, dash, score: one against one, or in teams.",
  help: "Skate: the mouse, or WASD or arrows · Dash: a mouse button or Space, at the puck if you stand still · Scores: Tab · Phones and gamepads work too",
  actions: { primary: "Dash where you go", secondary: "Dash", tertiary: "" },
  modes,
  draws: "scene",
  privateSettings: { autostart: 0 },
  practice: { settings: { seats: 2, fillTo: 2, botLevel: 5, autostart: 1, lobby: 1 }, enough: 2 },
  rules: async () => (await import("#shared/games/puck/index.ts")).puck,
  view: async () => (await import("./view.ts")).createView(),
};
