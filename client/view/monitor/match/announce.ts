/** The acts that concern the whole match: a line for all in it, and its end. */
import { html, type TemplateResult } from "lit-html";
import { type MatchAct, MOST_ANNOUNCED } from "#shared/monitor/index.ts";

export interface WholeActsOptions {
  readonly isPending: boolean;
  ask(act: MatchAct): void;
}

/** @param news what came of the last act */
export function wholeActsView({ isPending, ask }: WholeActsOptions, news: TemplateResult): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const text = String(new FormData(event.target).get("text") ?? "").trim();
    if (text !== "") ask({ act: "announce", text });
  };
  return html`
    <section class="panel" aria-labelledby="step-in">
      <h2 id="step-in">Step in</h2>
      <form class="row one-line" @submit=${submit} data-testid="announce">
        <label class="field"><span>A line for all who play and watch</span>
          <input type="text" name="text" maxlength=${MOST_ANNOUNCED} required autocomplete="off" data-testid="announce-text" /></label>
        <button ?disabled=${isPending} data-testid="announce-ask">Announce …</button>
      </form>
      <div class="row">
        <button class="danger" ?disabled=${isPending} data-testid="end-ask" @click=${() => ask({ act: "end" })}>End with the result so far …</button>
      </div>
      ${news}
    </section>`;
}
