/** The links to a match: to copy, to share, and as a code for a phone's camera. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { PageScope } from "../page-scope.ts";
import { joinPath, linkTo, watchPath } from "../router.ts";
import { copyText } from "./copy.ts";
import { icons } from "./icons.ts";

/** How long "copied" stands on the button, in milliseconds. */
const THANKS = 2000;

/** A QR code as the address of an image: the page's policy allows no markup from elsewhere. */
async function qrImage(text: string): Promise<string> {
  const { renderSVG } = await import("uqr");
  const svg = renderSVG(text, { border: 2, whiteColor: "#ffffff", blackColor: "#0a0f1a" });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export class Share {
  readonly #join: string;
  readonly #watch: string;
  /** Undefined before somebody has wanted to see it. */
  #qr: string | undefined;
  readonly #scope: PageScope;
  readonly #redraw: () => void;
  #copied = false;

  constructor(code: string, scope: PageScope, redraw: () => void) {
    this.#join = linkTo(joinPath(code));
    this.#watch = linkTo(watchPath(code));
    this.#scope = scope;
    this.#redraw = redraw;
  }

  async #draw(): Promise<void> {
    if (this.#qr !== undefined) return;
    this.#qr = "";
    try {
      this.#qr = await this.#scope.ask(() => qrImage(this.#join));
      this.#redraw();
    } catch {
      // The line is bad just now: the link says the same.
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
            <button id="copy-link" data-testid="copy-link" @click=${() => this.#copy()}>
              ${this.#copied ? icons.check : icons.copy} ${this.#copied ? "Copied" : "Copy link"}
            </button>
            ${
              "share" in navigator ? html`<button @click=${() => this.#share()}>${icons.share} Share</button>` : nothing
            }
            <a class="button" href=${this.#watch} target="_blank" rel="noopener" data-testid="watch-link">${icons.eye} Watch link</a>
          </div>
          <span class="unseen" role="status">${this.#copied ? "Link copied" : ""}</span>
        </div>
        ${this.#qr ? html`<img class="qr" src=${this.#qr} alt="QR code of the join link" width="116" height="116" />` : nothing}
      </section>`;
  }

  async #copy(): Promise<void> {
    await this.#scope.ask((signal) => copyText(this.#join, signal));
    this.#copied = true;
    this.#redraw();
    await this.#scope.wait(THANKS);
    this.#copied = false;
    this.#redraw();
  }

  async #share(): Promise<void> {
    try {
      await navigator.share({ title: "Scrim", text: "Join my match", url: this.#join });
    } catch {
      // Turned away by the person: nothing to do.
    }
  }
}
