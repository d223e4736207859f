/** The search for a match, on any page: its code is loaded when a player first searches, or has reloaded the page meanwhile. */
import { nothing, type TemplateResult } from "lit-html";
import type { Search, SearchOptions } from "./search.ts";
import type { QueueOfPages } from "./types.ts";

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

export class QueueOpener implements QueueOfPages {
  readonly #options: SearchOptions;
  #search: Promise<Search> | undefined;
  #shown: Search | undefined;
  /** What is searched for as soon as the code has come. */
  #asked: QueueOfPages["wanted"];

  constructor(options: SearchOptions) {
    this.#options = options;
    if (isKept()) void this.#load().then((search) => search.goOn());
  }

  /** The player wants a match of this mode. Of a part that does not come the page tells as of any other fault. */
  async search(game: string, mode: string, region?: string): Promise<void> {
    this.#asked = { game, mode };
    const coming = this.#load();
    this.#options.redraw();
    (await coming).begin(game, mode, region);
  }

  /** Whether the player waits, or is about to. */
  get isOn(): boolean {
    return this.#search !== undefined && this.#shown?.waits !== false;
  }

  get wanted(): QueueOfPages["wanted"] {
    return this.#shown ? this.#shown.wanted : this.#asked;
  }

  show(): void {
    this.#shown?.show();
  }

  cancel(): void {
    // While its code comes, a search begins before this.
    void this.#search?.then((search) => search.cancel());
  }

  /** Whether the player is just being called into a match. */
  get hasFound(): boolean {
    return this.#shown?.hasFound === true;
  }

  /** In place of the page's own title. */
  get title(): string | undefined {
    return this.#shown?.title;
  }

  #load(): Promise<Search> {
    const { code } = this.#options;
    this.#search ??= code
      .load("queue", () => import("./search.ts"))
      .then(({ Search }) => {
        this.#shown = new Search(this.#options);
        return this.#shown;
      })
      .finally(() => {
        if (this.#shown) return;
        // The next press tries again.
        [this.#search, this.#asked] = [undefined, undefined];
        this.#options.redraw();
      });
    return this.#search;
  }

  view(): TemplateResult | typeof nothing {
    return this.#shown?.view() ?? nothing;
  }
}
