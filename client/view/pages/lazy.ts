/** A page whose code is loaded when somebody comes to it: those who play need none of it. */
import { html, type TemplateResult } from "lit-html";
import { CODE_MS, limited } from "#client/net/limit.ts";
import type { Page, Shell } from "../shell.ts";
import { NoticePage, UNLOADED } from "./notice.ts";

export class LazyPage implements Page {
  readonly #shell: Shell;
  #page: Page | undefined;
  #left = false;

  constructor(shell: Shell, load: () => Promise<Page>) {
    this.#shell = shell;
    void this.#open(load);
  }

  async #open(load: () => Promise<Page>): Promise<void> {
    const loading = load();
    try {
      this.#page = await limited(CODE_MS, () => loading);
    } catch {
      this.#page = new NoticePage(this.#shell, UNLOADED);
      // What comes after all is not shown.
      loading.then(
        (late) => late.leave(),
        () => {},
      );
    }
    // Whoever has gone meanwhile is on another page, which this one must not disturb.
    if (this.#left) this.#page.leave();
    else this.#shell.redraw();
  }

  get title(): string {
    return this.#page?.title ?? "Scrim";
  }

  view(): TemplateResult {
    return (
      this.#page?.view() ??
      html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Loading …</h1></div></main>`
    );
  }

  leave(): void {
    this.#left = true;
    this.#page?.leave();
  }
}
