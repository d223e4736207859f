/** Dice, and cups that hide them, for any game that rolls some: `.die`, `.die.hit` and `.cup` have their colours from its style. */
import { html, svg, type TemplateResult } from "lit-html";

/** The pips of a face, as places of a square of three by three. */
const PIPS = ["", "4", "08", "048", "0268", "02468", "035268"].map((places) => [...places].map(Number));

/** @param face 1 to 6 @param look a class: "hit" where it is one of those that were bid */
export const die = (face: number, look = ""): TemplateResult => html`
  <svg class="die ${look}" viewBox="0 0 24 24" role="img" aria-label=${face}>
    <rect x="1" y="1" width="22" height="22" rx="5" />
    ${PIPS[face]?.map((at) => svg`<circle cx=${6 + 6 * (at % 3)} cy=${6 + 6 * Math.floor(at / 3)} r="2.300" />`)}
  </svg>`;

/** @param count of the dice under it */
export const cup = (count: number): TemplateResult => html`
  <svg class="cup" viewBox="0 0 48 44" role="img" aria-label="${count} hidden dice">
    <path d="M12 4h24l7 34H5z" /><path class="rim" d="M4 38h40v4H4zM11 9h26" />
    <text x="24" y="31" text-anchor="middle">${count}</text>
  </svg>`;
