/** "That felt wrong": keeps what the player saw of the last minute, and says where it is to be looked at. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import type { PageScope } from "../page-scope.ts";
import { copyText } from "../parts/copy.ts";
import { fresh } from "../parts/fresh.ts";
import { icons } from "../parts/icons.ts";

/** How long what has come of it stands there, in milliseconds. */
const STANDS = 12_000;

type State =
  | { readonly is: "quiet" }
  | { readonly is: "sending" }
  | { readonly is: "kept"; readonly kept: Kept; readonly copied: boolean }
  | { readonly is: "failed"; readonly message: string };

/** What of it the server has. */
export interface Kept {
  readonly link: string;
  /** So much of the last minute: a match may be younger, and a recording has its limits. */
  readonly seconds: number;
}

export interface ReportOptions {
  /** As long as the match is shown. */
  readonly scope: PageScope;
  /** Sends it in. @throws {ApiFailure} */
  keep(signal: AbortSignal): Promise<Kept>;
  redraw(): void;
}

export class TraceReport {
  readonly #options: ReportOptions;
  #state: State = { is: "quiet" };
  /** What stands there, for a while. */
  #notice: PageScope | undefined;

  constructor(options: ReportOptions) {
    this.#options = options;
  }

  /** One at a time: while one is on its way another says nothing more. */
  async send(): Promise<void> {
    if (this.#state.is === "sending") return;
    this.#become({ is: "sending" });
    const { scope, keep } = this.#options;
    try {
      const kept = await scope.ask(keep);
      this.#become({ is: "kept", kept, copied: await scope.ask((signal) => copyText(kept.link, signal)) });
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("page_failed", { part: "trace" }, error);
      const message = error instanceof ApiFailure ? error.message : "This page has a fault.";
      this.#become({ is: "failed", message });
    }
    await this.#notice?.wait(STANDS);
    this.dismiss();
  }

  dismiss(): void {
    this.#become({ is: "quiet" });
  }

  #become(state: State): void {
    this.#notice = this.#options.scope.within(this.#notice);
    this.#state = state;
    this.#options.redraw();
  }

  view(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (state.is === "quiet") return nothing;
    return html`
      <aside class="toast" data-over role="status" data-testid="trace-toast" data-state=${state.is}>
        ${this.#words(state)}
        ${
          state.is === "sending"
            ? nothing
            : html`<button class="quiet" aria-label="Close" data-testid="trace-dismiss" ${fresh()} @click=${() => this.dismiss()}>${icons.close}</button>`
        }
      </aside>`;
  }

  #words(state: Exclude<State, { is: "quiet" }>): TemplateResult {
    switch (state.is) {
      case "sending":
        return html`<p>Keeping what you saw …</p>`;
      case "kept":
        return html`<p>${keptText(state.kept.seconds)} ${state.copied ? "The link is copied: " : ""}<a href=${state.kept.link} target="_blank"
          rel="noopener" data-testid="trace-link" ${fresh()}>look at it</a></p>`;
      case "failed":
        return html`<p>What you saw could not be kept: ${state.message}</p>
          <button class="primary" data-testid="trace-again" ${fresh()} @click=${() => void this.send()}>Try again</button>`;
    }
  }
}

const keptText = (seconds: number): string =>
  seconds === 1 ? "The last second is kept." : `The last ${seconds} seconds are kept.`;
