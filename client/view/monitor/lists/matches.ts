/** The list of all matches: sorted, filtered, live; each leads to its own page. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { MonitorFeed } from "#client/net/monitor-feed.ts";
import { type Filter, readFilter } from "./filter.ts";
import { MatchTable } from "./match-table.ts";
import { MatchOrder, readSort, type Sort, USUAL_SORT, writeSort } from "./order.ts";
import { emptyView } from "./plain.ts";

export interface MatchesOptions {
  readonly feed: MonitorFeed;
  /** What of the address stands behind the path. */
  readonly search: URLSearchParams;
  redraw(): void;
  go(path: string): void;
  /** Sort or filter are others: the address should say so. */
  chosen(): void;
}

/** The order is made anew so often, in milliseconds. */
const ORDER_MS = 1000;

export class Matches {
  readonly #options: MatchesOptions;
  readonly #order = new MatchOrder();
  readonly #table: MatchTable;
  #sort: Sort;
  #text: string;
  #filter: Filter;
  #isHeld = false;
  /** The pointer or the focus is at the rows: they keep their places. */
  #isTouched = false;
  #orderedAt = Number.NEGATIVE_INFINITY;

  constructor(options: MatchesOptions) {
    this.#options = options;
    const { search, feed, redraw, go } = options;
    this.#sort = readSort(search.get("sort") ?? "");
    this.#text = search.get("q") ?? "";
    this.#filter = readFilter(this.#text);
    this.#table = new MatchTable({
      ...{ feed, redraw, go },
      sort: (key) => this.#sortBy(key),
      touched: (isTouched) => {
        this.#isTouched = isTouched;
        redraw();
      },
    });
  }

  /** Of the address: what differs from the usual. */
  get query(): Readonly<Record<string, string>> {
    const sort = writeSort(this.#sort);
    return {
      ...(sort !== writeSort(USUAL_SORT) && { sort }),
      ...(this.#text.trim() !== "" && { q: this.#text.trim() }),
    };
  }

  get #keepsPlaces(): boolean {
    return this.#isHeld || this.#isTouched;
  }

  #sortBy(key: string): void {
    const { key: before, isDown } = this.#sort;
    this.#sort = { key, isDown: key === before ? !isDown : true };
    this.#renew();
    this.#options.chosen();
  }

  readonly #typed = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.#look(target.value);
  };

  #look(text: string): void {
    this.#text = text;
    this.#filter = readFilter(text);
    this.#renew();
  }

  /** What is chosen here is done at once, held or not. */
  #renew(): void {
    this.#orderedAt = Number.NEGATIVE_INFINITY;
    this.#options.redraw();
  }

  #arrange(): void {
    const { feed } = this.#options;
    const at = performance.now();
    if (at - this.#orderedAt < ORDER_MS) return;
    const options = { matches: feed.store.matches, sort: this.#sort, test: this.#filter.test, now: feed.now() };
    if (this.#keepsPlaces && this.#orderedAt > 0) this.#order.hold(options);
    else this.#order.sort(options);
    this.#orderedAt = at;
  }

  view(): TemplateResult {
    const { store } = this.#options.feed;
    this.#arrange();
    const { entries } = this.#order;
    return html`
      ${this.#controls(entries.length, store.matches.size)}
      ${entries.length > 0 ? this.#table.view(entries, this.#sort) : this.#empty(store.matches.size)}`;
  }

  #controls(shown: number, all: number): TemplateResult {
    const { chosen } = this.#options;
    const { problem } = this.#filter;
    const hold = () => {
      this.#isHeld = !this.#isHeld;
      this.#renew();
    };
    return html`
      <div class="list-controls">
        <div class="field seek-matches">
          <label class="unseen" for="match-filter">Filter</label>
          <input id="match-filter" type="text" spellcheck="false" autocomplete="off" placeholder="Filter: arena late>50 private -asleep"
            .value=${live(this.#text)} aria-invalid=${problem !== ""} aria-describedby="match-filter-problem"
            data-testid="match-filter" @input=${this.#typed} @change=${chosen} />
        </div>
        <button class="small ${this.#isHeld ? "on" : ""}" aria-pressed=${this.#isHeld} data-testid="hold" @click=${hold}
          title="Rows stay where they are; their figures go on. They do so too while the pointer or the focus is at them.">Hold</button>
        <p class="dim how-many" data-testid="match-count">${shown} of ${all}${this.#keepsPlaces ? ", held" : ""}</p>
      </div>
      <p class="problem" id="match-filter-problem" role="status">${problem || nothing}</p>`;
  }

  #empty(all: number): TemplateResult {
    const { feed, go, chosen } = this.#options;
    if (!feed.store.isTold) return emptyView("Asking the server …", nothing);
    if (all === 0) {
      const open = html`<a class="button small" href="/" data-testid="open-match" @click=${(event: Event) => {
        event.preventDefault();
        go("/");
      }}>Play or open one</a>`;
      return emptyView("No match runs. Open one from the start page, or let bots play: npm run load.", open);
    }
    const clear = () => {
      this.#look("");
      chosen();
    };
    return emptyView(
      `None of ${all} fits the filter.`,
      html`<button class="small" data-testid="clear-filter" @click=${clear}>Show all</button>`,
    );
  }
}
