/** How good a player is, as people see it: a badge, the tier and the points. */
import "../styles/grade.css";
import { html, svg, type TemplateResult } from "lit-html";
import type { Grade } from "#shared/protocol/ladder.ts";
import { PLACEMENT_ROUNDS } from "#shared/protocol/ladder.ts";

/** "Silver 2" is the metal "silver", and the division "2". */
function partsOf(tier: string): { readonly metal: string; readonly division: string } {
  const [, metal, division = ""] = /^(.*?)\s*(\d*)$/.exec(tier) ?? [];
  return { metal: (metal ?? "").toLowerCase(), division };
}

/** A shield in the colour of its metal, with the number of its division. The tier stands beside it in words. */
export function badgeView({ tier, placement }: Pick<Grade, "tier" | "placement">): TemplateResult {
  const { metal, division } = partsOf(tier);
  const isPlaced = placement === 0;
  return html`
    <svg class="badge" data-metal=${isPlaced ? metal : "none"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M12 1.500 21 4.800v7c0 5-3.700 8.700-9 10.700-5.300-2-9-5.700-9-10.700v-7z" />
      ${svg`<text x="12" y="16.200" text-anchor="middle">${isPlaced ? division : "?"}</text>`}
    </svg>`;
}

/** Beside the badge: the tier, or how far a newcomer's placement has come. */
export const standingOf = ({ tier, placement }: Pick<Grade, "tier" | "placement">): string =>
  placement === 0 ? tier : `placing ${PLACEMENT_ROUNDS - placement}/${PLACEMENT_ROUNDS}`;

export const gradeView = (grade: Pick<Grade, "tier" | "placement">): TemplateResult =>
  html`<span class="grade">${badgeView(grade)} <span class="standing">${standingOf(grade)}</span></span>`;

/** "+24", "−8", "±0": with the signs that people read. */
export const changeText = (before: number, after: number): string =>
  after === before ? "±0" : after > before ? `+${after - before}` : `−${before - after}`;

/** What is left to the next tier, or of the placement. */
export function nextText({ placement, next, progress }: Grade): string {
  if (placement > 0) return `${placement} more ${placement === 1 ? "round" : "rounds"} until you have a rank`;
  return next === undefined ? "The highest tier" : `${Math.round(progress * 100)}% of the way to ${next}`;
}
