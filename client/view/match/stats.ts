/** Frames a second and the state of the line, for those who want to know. */
import { html, type TemplateResult } from "lit-html";
import type { Session } from "#client/session/types.ts";

export function statsView(fps: number, { stats, seats }: Session): TemplateResult {
  return html`<div class="stats" data-testid="stats">
    ${Math.round(fps)} fps · ${Math.round(stats.rtt)} ms · ${(stats.down / 1024).toFixed(1)} KiB/s · ${seats.length} players
  </div>`;
}
