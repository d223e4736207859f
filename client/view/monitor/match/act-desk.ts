/** An operator acts in a match: each act is asked about first, done once, and what was refused is said where it was asked for. */
import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import type { Api } from "#client/net/api.ts";
import { operate } from "#client/net/operator-api.ts";
import type { MatchAct } from "#shared/monitor/index.ts";
import type { PageScope } from "../../page-scope.ts";
import { asModal } from "../../parts/modal.ts";
import { failureWords } from "../failure.ts";
import { type Concerned, questionOf } from "./act-words.ts";

export interface ActDeskOptions {
  /** The match's object. */
  readonly id: string;
  readonly scope: PageScope;
  api(signal: AbortSignal): Api;
  concerned(): Concerned;
  redraw(): void;
  /** The sign-in has ended. */
  signedOut(): void;
}

export class ActDesk {
  readonly #options: ActDeskOptions;
  /** What the operator is asked about. */
  #asked: MatchAct | undefined;
  #isPending = false;
  #refusal = "";
  /** What was done last, in the server's words. */
  #done = "";

  constructor(options: ActDeskOptions) {
    this.#options = options;
  }

  get isPending(): boolean {
    return this.#isPending;
  }

  /** Opens the question. While an act is on its way there is no other. */
  ask(act: MatchAct): void {
    if (this.#isPending) return;
    this.#asked = act;
    this.#refusal = "";
    this.#done = "";
    this.#options.redraw();
  }

  readonly #close = (): void => {
    if (this.#isPending) return;
    this.#asked = undefined;
    this.#options.redraw();
  };

  async #do(act: MatchAct): Promise<void> {
    const { id, scope, api, redraw, signedOut } = this.#options;
    if (this.#isPending) return;
    this.#isPending = true;
    this.#refusal = "";
    redraw();
    try {
      this.#done = await scope.ask((signal) => operate(api(signal), id, act));
      this.#asked = undefined;
    } catch (error) {
      // The question stays, with what the server says: it can be tried again, or left.
      this.#refusal = failureWords(error, signedOut);
    }
    this.#isPending = false;
    redraw();
  }

  /** What came of the last act. */
  newsView(): TemplateResult {
    return html`<p role="status" class="act-news" data-testid="act-news">${this.#done === "" ? nothing : `Done: ${this.#done}.`}</p>`;
  }

  /** The question, while there is one. */
  view(): TemplateResult | typeof nothing {
    const act = this.#asked;
    if (act === undefined) return nothing;
    const { title, text, yes, isFinal } = questionOf(act, this.#options.concerned());
    const cancel = (event: Event) => {
      event.preventDefault();
      this.#close();
    };
    return html`
      <dialog class="panel act-question" aria-labelledby="act-title" data-testid="act-question" ${ref(asModal)} @cancel=${cancel}>
        <h2 id="act-title">${title}</h2>
        <p>${text}</p>
        <p class="problem" role="alert" data-testid="act-refusal">${this.#refusal}</p>
        <div class="row">
          <button class=${isFinal ? "danger" : "primary"} aria-busy=${this.#isPending} ?disabled=${this.#isPending} data-testid="act-yes"
            @click=${() => void this.#do(act)}>${this.#isPending ? "Doing it …" : yes}</button>
          <button ?disabled=${this.#isPending} data-testid="act-no" @click=${this.#close}>Leave it</button>
        </div>
      </dialog>`;
  }
}
