/** What the start page knows of a game before anything of it is loaded: all but four fields have a default. */
import { svg, type TemplateResult } from "lit-html";
import { onlyMode } from "#shared/sim/only-mode.ts";
import type { GameCard } from "./game-view.ts";

type Needed = "name" | "title" | "rules" | "view";

/** Of a game whose card has no picture: the first letter of its title. */
const letter = (title: string): TemplateResult<2> => svg`
  <rect width="96" height="60" rx="6" fill="#0b1422" />
  <circle cx="48" cy="30" r="21" fill="#1d4266" stroke="#5cb8ee" stroke-width="2.500" />
  <text x="48" y="39" text-anchor="middle" font-size="26" font-weight="800" fill="#e8eef8">${title.charAt(0)}</text>`;

/**
 * By default a game has the one mode that its rules have where they name none, a private match begins when all are ready
 * (`autostart: 0`, as games with a `round` can), and there is no practice.
 */
export const defineCard = (card: Pick<GameCard, Needed> & Partial<GameCard>): GameCard => ({
  emblem: letter(card.title),
  tagline: "",
  help: "",
  actions: {},
  modes: onlyMode(card.name),
  privateSettings: { autostart: 0 },
  ...card,
});
