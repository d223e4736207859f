/**
 * Asks a player who is about to leave a round that counts whether they mean it: by the button, by the browser's Back, and by
 * closing the page, where the browser asks in its own words.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { asModal } from "../parts/modal.ts";

export interface LeaveGuardOptions {
  /** Whether leaving costs the player something just now. */
  counts(): boolean;
  leave(): void;
  redraw(): void;
}

export class LeaveGuard {
  readonly #options: LeaveGuardOptions;
  #asks = false;

  /** @param signal ends the watch over the page's closing */
  constructor(options: LeaveGuardOptions, signal: AbortSignal) {
    this.#options = options;
    addEventListener("beforeunload", (event) => options.counts() && event.preventDefault(), { signal });
  }

  get counts(): boolean {
    return this.#options.counts();
  }

  /** The player presses the button. */
  leave(): void {
    if (!this.hold()) this.#options.leave();
  }

  /**
   * The player is about to leave.
   * @returns whether they are asked. A second Back, while they are, is an answer
   */
  hold(): boolean {
    if (this.#asks || !this.#options.counts()) return false;
    this.#asks = true;
    this.#options.redraw();
    return true;
  }

  view(): TemplateResult | typeof nothing {
    // The round may end, or the line close for good, while the question is shown.
    if (!this.#options.counts()) this.#asks = false;
    if (!this.#asks) return nothing;
    const close = () => {
      this.#asks = false;
      this.#options.redraw();
    };
    const leave = () => {
      close();
      this.#options.leave();
    };
    return html`
      <dialog class="panel notice leave-dialog" aria-labelledby="leave-title" aria-describedby="leave-text" data-testid="leave-dialog"
        ${ref(asModal)} @close=${close} @keydown=${(event: Event) => event.stopPropagation()}>
        <h2 id="leave-title">Leave this round?</h2>
        <p id="leave-text">Leaving now counts as a loss, and pauses your queue. The round goes on while you read this.</p>
        <div class="column">
          <button class="primary" autofocus data-testid="leave-stay" @click=${close}>Stay and play</button>
          <button data-testid="leave-anyway" @click=${leave}>Leave, and take the loss</button>
        </div>
      </dialog>`;
  }
}
