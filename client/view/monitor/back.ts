/** The way from a page of the monitor back to its lists. */
import { html, type TemplateResult } from "lit-html";
import { within } from "../ladder/player-link.ts";
import { MONITOR } from "./paths.ts";

export const backView = (go: (path: string) => void): TemplateResult =>
  html`<nav aria-label="Monitor"><a class="operator-back" href=${MONITOR} data-testid="to-monitor" @click=${within(MONITOR, go)}>← Monitor</a></nav>`;
