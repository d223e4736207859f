/** Tag, before its view is loaded. */
import { svg } from "lit-html";
import { defineCard } from "../define-card.ts";

/** One who chases, with the ring of "it", and one who runs. */
const emblem = svg`
  <rect width="96" height="60" rx="6" fill="#0b1422" />
  <path d="M4 4h88v52H4z" fill="#1d2f4d" />
  <path d="M42 19h12v22H42z" fill="#45608f" />
  <circle cx="24" cy="38" r="13" fill="none" stroke="#ff5d3a" stroke-width="3" stroke-dasharray="6 3" />
  <circle cx="24" cy="38" r="8" fill="#f0a818" />
  <circle cx="74" cy="20" r="8" fill="#5cb8ee" />
  <path d="m62 29-9 7m6-12-9 7" stroke="#ffffff80" stroke-width="2" stroke-linecap="round" />`;

export const card = defineCard({
  name: "tag",
  title: "Tag",
  emblem,
  tagline: "One is it. All others gather a point a second, until they are touched.",
  help: "Run: WASD or arrows · Scores: Tab · Phones and gamepads work too",
  draws: "canvas",
  practice: { settings: { seats: 6, fillTo: 6, autostart: 1, lobby: 1 }, enough: 30 },
  rules: async () => (await import("#shared/games/tag/index.ts")).tag,
  view: async () => (await import("./view.ts")).view,
});
