/** Opens the settings on any page. Few players ask for them in a match, so their dialog is loaded when it is first wanted. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import type { SettingsStore } from "#client/settings.ts";
import { icons } from "./icons.ts";
import type { SettingsDialog } from "./settings-dialog.ts";

export interface SettingsOptions {
  readonly settings: SettingsStore;
  readonly code: CodeFiles;
  redraw(): void;
}

export class SettingsOpener {
  readonly #options: SettingsOptions;
  #dialog: SettingsDialog | "comes" | "fails" | undefined;
  /** The page on which the player has asked for it is still shown. */
  #wanted = false;
  #game = "";

  constructor(options: SettingsOptions) {
    this.#options = options;
  }

  /** @param game the one that is played on the page, if any: its actions have its names */
  open(game = this.#game): void {
    this.#wanted = true;
    this.#game = game;
    if (typeof this.#dialog === "object") this.#dialog.open(game);
    else if (this.#dialog !== "comes") void this.#load();
  }

  /** Another page is shown: a dialog that is still on its way must not open there. */
  leave(): void {
    this.#wanted = false;
    this.#game = "";
    if (this.#dialog === "fails") this.#dialog = undefined;
  }

  async #load(): Promise<void> {
    const { settings, code, redraw } = this.#options;
    this.#dialog = "comes";
    redraw();
    try {
      const { SettingsDialog } = await code.load("settings", () => import("./settings-dialog.ts"));
      this.#dialog = new SettingsDialog(settings, redraw);
      if (this.#wanted) this.#dialog.open(this.#game);
    } catch (error) {
      logFault("view_failed", { part: "settings" }, error);
      this.#dialog = this.#wanted ? "fails" : undefined;
    }
    redraw();
  }

  /** Once it stands in the page. */
  shown(): void {
    if (typeof this.#dialog === "object") this.#dialog.shown();
  }

  view(): TemplateResult | typeof nothing {
    const dialog = this.#dialog;
    if (typeof dialog === "object") return dialog.view();
    if (!this.#wanted || dialog === undefined) return nothing;
    if (dialog === "comes")
      return html`<aside class="toast on-any-page late" role="status" data-state="sending" data-testid="settings-wait"><p>Loading the settings …</p></aside>`;
    return html`
      <aside class="toast on-any-page" role="alert" data-state="failed" data-testid="settings-failed">
        <p>The settings did not come: no connection, or a newer version of this page.</p>
        <button class="quiet" aria-label="Close" @click=${() => this.#close()}>${icons.close}</button>
        <div class="row">
          <button class="primary" data-testid="settings-again" @click=${() => this.open()}>Try again</button>
          <button class="primary" data-testid="load-again" @click=${() => location.reload()}>Load the page again</button>
        </div>
      </aside>`;
  }

  #close(): void {
    this.#dialog = undefined;
    this.#options.redraw();
  }
}
