/** The notice of a picture that goes wrong, and goes on. */
import { html, nothing, type TemplateResult } from "lit-html";
import { fresh } from "../parts/fresh.ts";
import type { Trouble } from "../stage/mishaps.ts";

export function troubleView(trouble: Trouble): TemplateResult | typeof nothing {
  switch (trouble) {
    case "none":
      return nothing;
    case "some":
      return html`
        <aside class="toast" data-over role="status" data-testid="trouble" data-trouble=${trouble}>
          <p>A part of the picture went wrong. The match goes on.</p>
        </aside>`;
    case "much":
      return html`
        <aside class="toast" data-over role="status" data-testid="trouble" data-trouble=${trouble}>
          <p>A part of the picture keeps going wrong. The match goes on: load the page again.</p>
          <button class="primary" data-testid="load-again" ${fresh()} @click=${() => location.reload()}>Load again</button>
        </aside>`;
  }
}
