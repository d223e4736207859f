/**
 * What the page throws where no part of it expects that: as it is drawn, in a listener, in a promise. It is logged,
 * and the player is told, in a place of its own: what went wrong may be the page's own drawing.
 */
import { html, nothing, render } from "lit-html";
import { logFault } from "#client/faults.ts";
import { Mishaps } from "./stage/mishaps.ts";

export class PageFaults {
  readonly #mishaps = new Mishaps({
    now: () => performance.now(),
    log: (part, error, times) => logFault("page_failed", { part, times, path: location.pathname }, error),
    changed: () => this.#show(),
  });
  readonly #root = document.createElement("div");

  /** @param within of the page; its last child from now on */
  constructor(within: HTMLElement) {
    within.append(this.#root);
    // A browser's own notices, such as those of a ResizeObserver, come without an error.
    addEventListener("error", ({ error }) => error instanceof Error && this.#mishaps.met("listener", error));
    addEventListener("unhandledrejection", ({ reason }) => {
      // What is not wanted any more was aborted on purpose.
      if (!(reason instanceof DOMException && reason.name === "AbortError")) this.#mishaps.met("promise", reason);
    });
  }

  /** Does what may throw. */
  guard(part: string, work: () => void): void {
    this.#mishaps.look();
    this.#mishaps.guard(part, work);
  }

  #show(): void {
    const notice = html`
      <aside class="toast on-any-page" role="alert" data-state="failed" data-testid="page-fault">
        <p>A part of this page went wrong. If something is missing, load the page again.</p>
        <button class="primary" data-testid="load-again" @click=${() => location.reload()}>Load again</button>
      </aside>`;
    render(this.#mishaps.trouble === "none" ? nothing : notice, this.#root);
  }
}
