/** The arena, before its view is loaded. */
import { svg } from "lit-html";
import { modes } from "#shared/games/arena/modes.ts";
import type { GameCard } from "../game-view.ts";

/** Two fighters, a shot, and cover. */
const emblem = svg`
  <rect width="96" height="60" rx="6" fill="#0b1422" />
  <path d="M16 0v60M32 0v60M48 0v60M64 0v60M80 0v60M0 14h96M0 30h96M0 46h96" stroke="#1b2c49" />
  <path d="M0 0h34v9H9v14H0zM96 60H58V50h28V34h10z" fill="#34496e" />
  <path d="M44 21h9v9h-9z" fill="#34496e" />
  <path d="m31 38 28-16" stroke="#fff" stroke-width="2.500" stroke-linecap="round" />
  <path d="m37 34.600 16-9.100" stroke="#f0a818" stroke-width="5" stroke-linecap="round" opacity=".35" />
  <path d="m19 38 13-7.400 3.500 6-13 7.400z" fill="#b9c6dc" />
  <circle cx="20" cy="43" r="9.500" fill="#f0a818" />
  <circle cx="20" cy="43" r="4.500" fill="#0b1422" />
  <path d="m71 21.500-12.500 7-2.800-5 12.500-7z" fill="#b9c6dc" />
  <path d="m75 8.500 8.700 5v10l-8.700 5-8.700-5v-10z" fill="#5cb8ee" />
  <circle cx="75" cy="18.500" r="4.300" fill="#0b1422" />`;

export const card: GameCard = {
  name: "arena",
  title: "Arena",
  emblem,
  tagline: "A top-down shooter in your browser. Open a link, and play.",
  help: "Move: WASD or arrows · Aim and fire: mouse, or IJKL and O · Dash: Space · Reload: R · Scores: Tab · Phones and gamepads work too",
  actions: { primary: "Fire", secondary: "Dash", tertiary: "Reload" },
  modes,
  draws: "scene",
  privateSettings: { autostart: 0 },
  practice: { settings: { seats: 4, fillTo: 4, botLevel: 5, autostart: 1, lobby: 1 }, enough: 5 },
  rules: async () => (await import("#shared/games/arena/index.ts")).arena,
  view: async () => (await import("./view.ts")).createView(),
};
