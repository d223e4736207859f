/** What operators have done in this match: who, when, what. */
import { html, type TemplateResult } from "lit-html";
import type { ActRow } from "#shared/monitor/index.ts";
import { timeText } from "./words.ts";

/** @param now the server's time, in milliseconds since 1970 */
export const logView = (acts: readonly ActRow[], now: number): TemplateResult => html`
  <section class="panel" aria-labelledby="acts">
    <h2 id="acts">What operators have done here</h2>
    ${
      acts.length === 0
        ? html`<p class="dim">Nothing so far.</p>`
        : html`<ol class="act-log" data-testid="act-log">
            ${[...acts].reverse().map(
              ({ at, by, detail }) => html`
                <li><time datetime=${new Date(at).toISOString()}>${timeText(at, now)}</time> <b><bdi>${by}</bdi></b> <span>${detail}</span></li>`,
            )}
          </ol>`
    }
  </section>`;
