/** The search for a match, on any page: its code is loaded when a player first searches, or has reloaded the page meanwhile. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import type { Search, SearchOptions } from "./search.ts";

/** Where a search is kept: read here as little as possible, since the start page waits for this code. */
const KEY = "scrim.queue" satisfies typeof import("./kept-search.ts").KEY;

function isKept(): boolean {
  try {
    return Boolean(sessionStorage.getItem(KEY));
  } catch {
    // Blocked: then nothing is kept.
    return false;
  }
}

export class QueueOpener {
  readonly #options: SearchOptions;
  #search: Search | "comes" | "fails" | undefined;
  /** What to search for once the code is there; undefined: what is kept. */
  #wanted: readonly [game: string, mode: string] | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
    if (isKept()) void this.#load();
  }

  /** The player wants a match of this mode. */
  search(game: string, mode: string): void {
    this.#wanted = [game, mode];
    if (typeof this.#search === "object") this.#search.begin(game, mode);
    else if (this.#search !== "comes") void this.#load();
  }

  /** In place of the page's own title. */
  get title(): string | undefined {
    return typeof this.#search === "object" ? this.#search.title : undefined;
  }

  async #load(): Promise<void> {
    const { code, redraw } = this.#options;
    this.#search = "comes";
    try {
      const { Search } = await code.load("queue", () => import("./search.ts"));
      this.#search = new Search(this.#options);
      if (this.#wanted) this.#search.begin(...this.#wanted);
      else this.#search.goOn();
    } catch (error) {
      logFault("view_failed", { part: "queue" }, error);
      this.#search = "fails";
    }
    redraw();
  }

  view(): TemplateResult | typeof nothing {
    const search = this.#search;
    if (typeof search === "object") return search.view();
    return search !== "fails"
      ? nothing
      : html`<aside class="toast on-any-page" role="alert" data-state="failed" data-testid="queue-failed">
          <p>The search did not begin.</p>
          <button class="primary" @click=${() => void this.#load()}>Try again</button>
        </aside>`;
  }
}
