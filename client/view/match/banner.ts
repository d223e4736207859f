/** The banner: what has happened to the player, and when it goes on. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Banner } from "../games/game-view.ts";
import { vars } from "../parts/vars.ts";

/** Points to the right. */
const arrow = html`
  <svg viewBox="-20 -20 40 40" aria-hidden="true" focusable="false"><path d="M17 0 1-13v7h-16v12H1v7z" /></svg>`;

/** What a screen reader says of it: all but what counts down, which would be said anew each second. */
export function spoken(banner: Banner | undefined): string {
  if (banner === undefined) return "";
  const { title, text, facts = [] } = banner;
  return /^\d+$/.test(title) ? text : [title, ...facts].join(". ");
}

/** The region stands there before it says something: otherwise nothing of it would be said. */
export const bannerView = (banner: Banner | undefined): TemplateResult => html`
  <p class="unseen" role="status" data-testid="said">${spoken(banner)}</p>
  ${banner === undefined ? nothing : shown(banner)}`;

const shown = ({ title, text, large, tone, facts = [], towards }: Banner): TemplateResult => html`
  <div class="banner ${large ? "large" : ""} ${tone ?? ""}" data-over="body" data-testid="banner" aria-hidden="true">
    ${towards === undefined ? nothing : html`<i class="towards" ${vars({ "--towards": `${towards.toFixed(2)}rad` })}>${arrow}</i>`}
    <strong>${title}</strong>
    ${facts.length === 0 ? nothing : html`<em>${facts.map((fact) => html`<b>${fact}</b>`)}</em>`}
    <span>${text}</span>
  </div>`;
