/** The search for a match, on any page: its code is loaded when a player first searches, or has reloaded the page meanwhile. */
import { nothing, type TemplateResult } from "lit-html";
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
  #search: Promise<Search> | undefined;
  #shown: Search | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
    if (isKept()) void this.#load().then((search) => search.goOn());
  }

  /** The player wants a match of this mode. Of a part that does not come the page tells as of any other fault. */
  async search(game: string, mode: string, region?: string): Promise<void> {
    (await this.#load()).begin(game, mode, region);
  }

  /** Whether the player waits, or is about to. */
  get isOn(): boolean {
    return this.#search !== undefined && this.#shown?.waits !== false;
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
        // The next press tries again.
        if (!this.#shown) this.#search = undefined;
      });
    return this.#search;
  }

  view(): TemplateResult | typeof nothing {
    return this.#shown?.view() ?? nothing;
  }
}
