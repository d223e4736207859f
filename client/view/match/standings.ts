/** What came of a round, in the order of places. */
import { html, type TemplateResult } from "lit-html";
import type { Result } from "#shared/protocol/index.ts";
import { orderOf } from "../parts/ordinal.ts";

export const standingsView = ({ standings }: Result): TemplateResult => html`
  <ol class="standings" data-testid="standings">
    ${standings.map(
      ({ place, name, score }) =>
        html`<li><span class="dim">${orderOf(place)}</span><bdi class="name">${name}</bdi><b>${score}</b></li>`,
    )}
  </ol>`;
