/** A page whose code is loaded when somebody comes to it: those who play need none of it. */
import { html, type TemplateResult } from "lit-html";
import type { Page, Shell } from "../shell.ts";
import { NoticePage } from "./notice.ts";

export class LazyPage implements Page {
  readonly #shell: Shell;
  #page: Page | undefined;
  #left = false;

  constructor(shell: Shell, load: () => Promise<Page>) {
    this.#shell = shell;
    void this.#open(load);
  }

  async #open(load: () => Promise<Page>): Promise<void> {
    try {
      this.#page = await load();
    } catch {
      this.#page = new NoticePage(this.#shell, {
        title: "No connection",
        text: "This page could not be loaded. Are you online?",
        ways: [{ label: "Try again", go: () => location.reload() }],
      });
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
