/** The search for a match, on any page: its code is loaded when a player first searches, or has reloaded the page meanwhile. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { icons } from "../parts/icons.ts";
import { SearchKeeper } from "./kept-search.ts";
import type { Search, SearchOptions } from "./search.ts";

export type QueueOptions = Omit<SearchOptions, "keeper">;

export class QueueOpener {
  readonly #options: SearchOptions;
  #search: Search | "comes" | "fails" | undefined;
  /** What to search for once the code is there. */
  #wanted: { readonly game: string; readonly mode: string } | undefined;

  constructor(options: QueueOptions) {
    this.#options = { ...options, keeper: new SearchKeeper() };
    const { value } = this.#options.keeper;
    if (value) this.search(value.game, value.mode);
  }

  /** The player wants a match of this mode. */
  search(game: string, mode: string): void {
    this.#wanted = { game, mode };
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
    redraw();
    try {
      const { Search } = await code.load("queue", () => import("./search.ts"));
      const search = new Search(this.#options);
      this.#search = search;
      if (this.#wanted) search.begin(this.#wanted.game, this.#wanted.mode);
    } catch (error) {
      logFault("view_failed", { part: "queue" }, error);
      this.#search = "fails";
    }
    redraw();
  }

  view(): TemplateResult | typeof nothing {
    const search = this.#search;
    if (typeof search === "object") return search.view();
    if (search === "comes")
      return html`<aside class="toast on-any-page late" role="status" data-state="sending" data-testid="queue-wait"><p>Joining the queue …</p></aside>`;
    if (search === undefined) return nothing;
    return html`
      <aside class="toast on-any-page" role="alert" data-state="failed" data-testid="queue-failed">
        <p>The search did not begin: no connection, or a newer version of this page.</p>
        <button class="quiet" aria-label="Close" @click=${() => this.#close()}>${icons.close}</button>
        <div class="row"><button class="primary" @click=${() => void this.#load()}>Try again</button></div>
      </aside>`;
  }

  #close(): void {
    this.#search = undefined;
    this.#options.keeper.value = undefined;
    this.#options.redraw();
  }
}
