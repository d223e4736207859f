/** A page whose code is loaded when it is asked for: no other page waits for it. */
import { html, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import { isUnloaded } from "../match/blame.ts";
import { progressView } from "../parts/progress.ts";
import type { Page, Shell } from "../shell.ts";
import { FAULT, NoticePage, UNLOADED } from "./notice.ts";

export class LazyPage implements Page {
  readonly #shell: Shell;
  #page: Page | undefined;

  /** @param load gets the code. Answers what makes the page */
  constructor(shell: Shell, load: () => Promise<() => Page>) {
    this.#shell = shell;
    void this.#open(load);
  }

  async #open(load: () => Promise<() => Page>): Promise<void> {
    try {
      const make = await this.#shell.scope.ask(() => limited(CODE_MS, load));
      this.#page = make();
    } catch (error) {
      logFault("page_failed", { path: location.pathname }, error);
      this.#page = new NoticePage(this.#shell, isUnloaded(error) ? UNLOADED : FAULT);
    }
    this.#shell.redraw();
  }

  get title(): string {
    return this.#page?.title ?? "Scrim";
  }

  get seated(): string | undefined {
    return this.#page?.seated;
  }

  get underway(): boolean | undefined {
    return this.#page?.underway;
  }

  holds(): boolean {
    return this.#page?.holds?.() ?? false;
  }

  depart(): void {
    this.#page?.depart?.();
  }

  view(): TemplateResult {
    return (
      this.#page?.view() ??
      html`<main class="centred"><div class="panel notice small" role="status" data-testid="loading"><span class="spinner" aria-hidden="true"></span><h1>Loading …</h1>${progressView(this.#shell.code)}</div></main>`
    );
  }

  leave(): void {
    this.#page?.leave();
  }
}
