/** What is said when a match cannot be drawn. */
import { html, type TemplateResult } from "lit-html";

export const brokenView = (): TemplateResult => html`
  <section class="overlay" role="alertdialog" aria-labelledby="broken-title" data-testid="broken">
    <div class="panel notice">
      <h2 id="broken-title">The match can't be drawn</h2>
      <p>Its files did not come, or this browser has no WebGL just now. The match itself goes on.</p>
      <button class="primary" @click=${() => location.reload()}>Load again</button>
    </div>
  </section>`;
