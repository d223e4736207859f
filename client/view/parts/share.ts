/** The links to a match: to copy, to share, and as a code for a phone's camera. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import type { PageScope } from "../page-scope.ts";
import { invitePath, linkTo, watchPath } from "../router.ts";
import { Copying } from "./copy.ts";
import { icons } from "./icons.ts";
import { qrImage } from "./qr.ts";

export class Share {
  readonly #code: string;
  readonly #seat: () => number;
  readonly #watch: string;
  /** The link that stands in the QR code, or shall. */
  #drawn = "";
  /** Undefined before it is made, and where it could not be. */
  #qr: string | undefined;
  readonly #scope: PageScope;
  readonly #redraw: () => void;
  readonly #copying: Copying;
  readonly #copyingWatch: Copying;

  /** @param seat the player's own, who invites; -1 for none */
  constructor(code: string, seat: () => number, scope: PageScope, redraw: () => void) {
    this.#code = code;
    this.#seat = seat;
    this.#watch = linkTo(watchPath(code));
    this.#scope = scope;
    this.#redraw = redraw;
    this.#copying = new Copying({ text: () => this.#join, scope, redraw });
    this.#copyingWatch = new Copying({ text: () => this.#watch, scope, redraw });
  }

  /** An invitation says who invites. */
  get #join(): string {
    return linkTo(invitePath(this.#code, this.#seat()));
  }

  async #draw(): Promise<void> {
    const link = this.#join;
    if (this.#drawn === link) return;
    this.#drawn = link;
    try {
      const image = await this.#scope.ask(() => qrImage(link));
      if (this.#drawn !== link) return;
      this.#qr = image;
      this.#redraw();
    } catch (error) {
      // Its code does not come, as over a bad link: the address beside it says the same.
      logFault("view_failed", { part: "qr" }, error);
    }
  }

  view(): TemplateResult {
    void this.#draw();
    const field = (event: Event) => event.target instanceof HTMLInputElement && event.target.select();
    return html`
      <section class="share" aria-label="Invite">
        <div class="share-link">
          <label class="field">
            <span>Invite with this link</span>
            <input readonly .value=${this.#join} id="join-link" data-testid="join-link" @focus=${field} />
          </label>
          <div class="row">
            <button id="copy-link" data-testid="copy-link" @click=${() => this.#copying.copy()}>
              ${this.#copying.state === "copied" ? icons.check : icons.copy} ${this.#copying.label("Copy link")}
            </button>
            ${
              "share" in navigator ? html`<button @click=${() => this.#share()}>${icons.share} Share</button>` : nothing
            }
            <button data-testid="watch-link" title="Copy a link for those who watch" @click=${() => this.#copyingWatch.copy()}>
              ${this.#copyingWatch.state === "copied" ? icons.check : icons.eye} ${this.#copyingWatch.label("Watch link")}
            </button>
          </div>
          <span class="unseen" role="status">${this.#copying.status || this.#copyingWatch.status}</span>
        </div>
        ${this.#qr ? html`<img class="qr" src=${this.#qr} alt="QR code of the join link" width="116" height="116" />` : nothing}
      </section>`;
  }

  async #share(): Promise<void> {
    try {
      await navigator.share({ title: "Scrim", text: "Join my match", url: this.#join });
    } catch (error) {
      // The player has changed their mind.
      if (error instanceof DOMException && error.name === "AbortError") return;
      // The browser has no way to share it after all.
      await this.#copying.copy();
    }
  }
}
