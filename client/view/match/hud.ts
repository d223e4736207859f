/** The HUD: the same frame for every game; the game says what stands in it. */
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Gauge, Hud } from "../games/game-view.ts";
import { markView } from "../parts/mark.ts";
import { vars } from "../parts/vars.ts";
import { bannerView } from "./banner.ts";

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** @param turn whose turn it is, in a game that has turns */
export function hudView(
  { seconds, note, scores, gauges, banner }: Hud,
  turn: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const hurry = seconds !== undefined && seconds <= 10;
  return html`
    <div class="hud" data-testid="hud">
      <div class="hud-top" data-over>
        <div class="scores" data-testid="hud-score">
          ${scores.map(
            ({ label, value, mark, own }) => html`
              <div class="score ${own ? "own" : ""}">${markView(mark)}<span class="label">${label}</span><b>${value}</b></div>`,
          )}
        </div>
        <div class="time ${hurry ? "hurry" : ""}" data-testid="hud-time">
          ${seconds === undefined ? nothing : html`<b>${clock(seconds)}</b>`}<span>${note}</span>
        </div>
        ${turn}
      </div>
      ${gauges.length === 0 ? nothing : html`<div class="gauges" data-over>${gaugesView(gauges)}</div>`}
      ${bannerView(banner)}
    </div>`;
}

/** @param path of an SVG, 24 units wide and high */
const sign = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;

export const gaugesView = (gauges: readonly Gauge[]): unknown =>
  repeat(
    gauges,
    ({ id }) => id,
    (gauge) => gaugeView(gauge),
  );

const gaugeView = ({ id, label, icon, share, text, tone, size, parts }: Gauge): TemplateResult => html`
  <div class="gauge ${tone} ${size}" data-gauge=${id} role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(share * 100)} aria-valuetext=${text}>
    <span class="label">${icon === undefined ? nothing : sign(icon)}${label}</span><span class="text">${text}</span>
    <div class="track ${parts > 0 ? "cut" : ""}" ${vars({ "--share": share.toFixed(3), "--parts": parts })}><div></div></div>
  </div>`;
