/** In the lobby of a match that the queue has made, in place of an invitation: a stranger who came by one would get no seat. */
import { html, type TemplateResult } from "lit-html";
import type { PageScope } from "../page-scope.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, watchPath } from "../router.ts";

export class QueuedNote {
  readonly #title: string;
  readonly #watch: CopyButton;

  /** @param title of the game and the mode */
  constructor(code: string, title: string, scope: PageScope, redraw: () => void) {
    this.#title = title;
    this.#watch = new CopyButton(() => linkTo(watchPath(code)), scope, redraw);
  }

  view(): TemplateResult {
    return html`
      <section class="queued" aria-label="Competitive match" data-testid="queued">
        <p class="dim"><b>Competitive</b> · ${this.#title}. You were matched: no other player gets a seat. Others can watch.</p>
        ${this.#watch.view("Watch link", "Copy the watch link", "watch-link")}
      </section>`;
  }
}
