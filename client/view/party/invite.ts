/** The way for others into a party: its link, its code, and both as a code for a phone's camera. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { spellPartyCode } from "#shared/protocol/code.ts";
import type { PageScope } from "../page-scope.ts";
import { Copying } from "../parts/copy.ts";
import { icons } from "../parts/icons.ts";
import { qrImage } from "../parts/qr.ts";
import { linkTo, partyPath } from "../router.ts";

export class Invite {
  readonly #code: string;
  readonly #link: string;
  readonly #copying: Copying;
  /** Undefined before it is drawn, and where it could not be. */
  #qr: string | undefined;

  constructor(code: string, scope: PageScope, redraw: () => void) {
    this.#code = code;
    this.#link = linkTo(partyPath(code));
    this.#copying = new Copying({ text: () => this.#link, scope, redraw });
    scope
      .ask(() => qrImage(this.#link))
      .then((image) => {
        this.#qr = image;
        redraw();
      })
      // Its code does not come, as over a bad link: the address beside it says the same.
      .catch((error: unknown) => logFault("view_failed", { part: "qr" }, error));
  }

  view(): TemplateResult {
    const all = (event: Event) => event.target instanceof HTMLInputElement && event.target.select();
    return html`
      <div class="share">
        <div class="share-link">
          <label class="field">
            <span>Send this link to your friends</span>
            <input readonly .value=${this.#link} id="party-link" data-testid="party-link" @focus=${all} />
          </label>
          <p class="dim">or the code <code data-testid="party-code">${spellPartyCode(this.#code)}</code></p>
          <div class="row">
            <button data-testid="copy-party" @click=${() => this.#copying.copy()}>
              ${this.#copying.state === "copied" ? icons.check : icons.copy} ${this.#copying.label("Copy link")}
            </button>
            ${"share" in navigator ? html`<button @click=${() => this.#share()}>${icons.share} Share</button>` : nothing}
          </div>
          <span class="unseen" role="status">${this.#copying.status}</span>
        </div>
        ${this.#qr ? html`<img class="qr" src=${this.#qr} alt="QR code of the party's link" width="116" height="116" />` : nothing}
      </div>`;
  }

  async #share(): Promise<void> {
    try {
      await navigator.share({ title: "Scrim", text: "Join my party", url: this.#link });
    } catch (error) {
      // The player has changed their mind.
      if (error instanceof DOMException && error.name === "AbortError") return;
      // The browser has no way to share it after all.
      await this.#copying.copy();
    }
  }
}
