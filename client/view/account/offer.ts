/** "Play on another device": a transfer code, as text, as a link, and for a phone's camera, until it is used or over. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { offerTransfer, transferState } from "#client/net/account-api.ts";
import { ApiFailure } from "#client/net/api.ts";
import { calledAs } from "#client/settings.ts";
import { spellPartyCode } from "#shared/protocol/code.ts";
import { Copying } from "../parts/copy.ts";
import { icons } from "../parts/icons.ts";
import { qrImage } from "../parts/qr.ts";
import { linkTo, takePath } from "../router.ts";
import type { Shell } from "../shell.ts";
import { Errand } from "./errand.ts";

const LOOK_MS = 3000;

interface Open {
  readonly code: string;
  /** By `performance.now()`. */
  readonly until: number;
  readonly copying: Copying;
  qr: string | undefined;
}

export class OfferPart {
  readonly #shell: Shell;
  readonly #errand: Errand;
  /** The player has something to keep from now on. */
  readonly #kept: () => void;
  #open: Open | undefined;
  /** What became of the last one. */
  #news = "";

  constructor(shell: Shell, kept: () => void) {
    this.#shell = shell;
    this.#kept = kept;
    this.#errand = new Errand(shell);
  }

  #make(): Promise<void> {
    this.#news = "";
    return this.#errand.run("make", async (api) => {
      const { code, lasts } = await offerTransfer(api, calledAs(this.#shell.settings.value));
      const { scope, redraw } = this.#shell;
      const copying = new Copying({ text: () => linkTo(takePath(code)), scope, redraw });
      this.#open = { code, until: performance.now() + lasts, copying, qr: undefined };
      void this.#draw(this.#open);
      void this.#count(this.#open);
      void this.#watch(this.#open);
      this.#kept();
    });
  }

  async #draw(open: Open): Promise<void> {
    try {
      open.qr = await this.#shell.scope.ask(() => qrImage(linkTo(takePath(open.code))));
      this.#shell.redraw();
    } catch (error) {
      // Its code does not come, as over a bad link: the code beside it says the same.
      logFault("view_failed", { part: "qr" }, error);
    }
  }

  async #count(open: Open): Promise<void> {
    while (this.#open === open) {
      if (performance.now() >= open.until) this.#end(open, "That code is over. Make a new one.");
      this.#shell.redraw();
      await this.#shell.scope.wait(1000);
    }
  }

  /** Asks whether another device has come. */
  async #watch(open: Open): Promise<void> {
    const { scope, api } = this.#shell;
    while (this.#open === open) {
      await scope.wait(LOOK_MS);
      try {
        const { state } = await scope.ask((signal) => transferState(api(signal), open.code));
        if (state === "taken") this.#end(open, "Done: your other device is you now. Both play as the same player.");
        if (state === "gone") this.#end(open, "That code is over. Make a new one.");
      } catch (error) {
        // The next look may be answered, and the code ends by itself.
        if (!(error instanceof ApiFailure)) throw error;
      }
    }
  }

  #end(open: Open, news: string): void {
    if (this.#open !== open) return;
    this.#open = undefined;
    this.#news = news;
    this.#shell.redraw();
  }

  view(): TemplateResult {
    const open = this.#open;
    return html`
      <section class="panel own" aria-labelledby="own-devices">
        <h2 id="own-devices">Play on another device</h2>
        <p class="dim">Scan a code there, or type it at <b>${linkTo("/account").replace(/^https?:\/\//, "")}</b>. It works once, for ten minutes. Show it to no one else.</p>
        ${open ? this.#openView(open) : nothing}
        <p role="status" class="news" data-testid="transfer-news">${this.#news}</p>
        <p class="problem" role="alert">${this.#errand.problem}</p>
        <div class="row">
          <button class=${open ? "quiet" : "primary"} data-testid="transfer" aria-busy=${this.#errand.isDoing()} ?disabled=${this.#errand.isDoing()}
            @click=${() => this.#make()}>${icons.link} ${open ? "Another code" : "Show a code"}</button>
        </div>
      </section>`;
  }

  #openView({ code, until, copying, qr }: Open): TemplateResult {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    return html`
      <div class="offer">
        ${qr ? html`<img class="qr" src=${qr} alt="QR code of the link to this code" width="148" height="148" />` : nothing}
        <div>
          <p class="transfer-code"><code data-testid="transfer-code">${spellPartyCode(code)}</code></p>
          <p class="dim"><span role="timer" aria-label="Time left">${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}</span> left</p>
          <button class="small" data-testid="copy-transfer" @click=${() => void copying.copy()}>
            ${copying.state === "copied" ? icons.check : icons.copy} ${copying.label("Copy link")}
          </button>
          <span class="unseen" role="status">${copying.status}</span>
        </div>
      </div>`;
  }
}
