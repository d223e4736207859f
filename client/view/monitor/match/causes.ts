/** Why the match is late, at the top of its page: a line for each cause, which leads to the socket that it is about. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Cause } from "./late.ts";

/** @param show leads to this socket in the list */
export function causesView(causes: readonly Cause[], show: (socket: number) => void): TemplateResult | typeof nothing {
  if (causes.length === 0) return nothing;
  const isLate = causes.some(({ weight }) => weight === "late");
  return html`
    <section class="panel causes" aria-labelledby="causes" ?data-late=${isLate} data-testid="causes">
      <h2 id="causes">${isLate ? "Why it is late" : "It is in time, but"}</h2>
      <ul>
        ${causes.map(
          ({ text, weight, socket }) => html`
            <li data-weight=${weight}><span class="why">${text}</span>
              ${socket === undefined ? nothing : html`<button class="small" @click=${() => show(socket)}>Show the socket</button>`}
            </li>`,
        )}
      </ul>
    </section>`;
}
