/** What stands over the stage until its first frame is drawn: the game, how it is played, and how much has come. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { CodeFiles } from "#client/net/code-files.ts";
import { cardOf } from "../games/index.ts";
import { progressView } from "../parts/progress.ts";

/** @param game undefined where it is not known yet */
export function loadingView(game: string | undefined, code: CodeFiles): TemplateResult {
  const card = cardOf(game ?? "");
  return html`
    <div class="loading" data-testid="stage-loading">
      ${card ? html`<svg class="emblem" viewBox="0 0 96 60" aria-hidden="true" focusable="false">${card.emblem}</svg>` : nothing}
      <p role="status">${card ? `Loading ${card.title} …` : "Loading the match …"}</p>
      ${progressView(code)}
      ${card ? html`<p class="how">${card.help}</p>` : nothing}
    </div>`;
}
