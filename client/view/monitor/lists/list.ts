/** One of the monitor's lists: sorted, filtered, held, live. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { type Filter, type Language, readFilter } from "./filter.ts";
import { ListOrder, type Ordered, readSort, type Sort, writeSort } from "./order.ts";
import type { ListTable, TableOptions } from "./table-parts.ts";

/** What a list is of. */
export interface ListSpec<T> extends Ordered<T>, Language<T> {
  /** One of its entries, in a word: `match`. Names its parts for tests. */
  readonly name: string;
  readonly usualSort: Sort;
  /** A filter that makes sense here. */
  readonly example: string;
  /** All entries as they are now; undefined until the server has told of them. */
  entries(): readonly T[] | undefined;
  /** The server's time, in milliseconds since 1970. */
  now(): number;
  /** What is said where there are none. */
  empty(): TemplateResult;
  table(options: TableOptions): ListTable<T>;
}

export interface ListOptions {
  /** What of the address stands behind the path. */
  readonly search: URLSearchParams;
  redraw(): void;
  /** Sort or filter are others: the address should say so. */
  chosen(): void;
}

/** As the page of all lists has one. */
export type AnyList = Pick<List<unknown>, "query" | "view">;

/** The order is made anew so often, in milliseconds. */
const ORDER_MS = 1000;

/** There is nothing to show: says what that means, and what to do. */
export const emptyView = (text: string, way: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<div class="empty list-empty" role="status" data-testid="list-empty"><p>${text}</p>${way}</div>`;

export class List<T> {
  readonly #spec: ListSpec<T>;
  readonly #options: ListOptions;
  readonly #order: ListOrder<T>;
  readonly #table: ListTable<T>;
  #sort: Sort;
  #text: string;
  #filter: Filter<T>;
  #isHeld = false;
  /** The pointer or the focus is at the rows: they keep their places. */
  #isTouched = false;
  #orderedAt = Number.NEGATIVE_INFINITY;

  constructor(spec: ListSpec<T>, options: ListOptions) {
    this.#spec = spec;
    this.#options = options;
    const { search, redraw } = options;
    this.#order = new ListOrder(spec);
    this.#sort = readSort(search.get("sort") ?? "", spec.columns, spec.usualSort);
    this.#text = search.get("q") ?? "";
    this.#filter = readFilter(this.#text, spec);
    this.#table = spec.table({
      redraw,
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
      ...(sort !== writeSort(this.#spec.usualSort) && { sort }),
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
    this.#filter = readFilter(text, this.#spec);
    this.#renew();
  }

  /** What is chosen here is done at once, held or not. */
  #renew(): void {
    this.#orderedAt = Number.NEGATIVE_INFINITY;
    this.#options.redraw();
  }

  #arrange(entries: readonly T[]): void {
    const at = performance.now();
    if (at - this.#orderedAt < ORDER_MS) return;
    const options = { entries, sort: this.#sort, test: this.#filter.test, now: this.#spec.now() };
    if (this.#keepsPlaces && this.#orderedAt > 0) this.#order.hold(options);
    else this.#order.sort(options);
    this.#orderedAt = at;
  }

  view(): TemplateResult {
    const all = this.#spec.entries();
    if (all === undefined) return emptyView("Asking the server …");
    // The first entries are shown at once.
    if (this.#order.entries.length === 0) this.#orderedAt = Number.NEGATIVE_INFINITY;
    this.#arrange(all);
    const { entries } = this.#order;
    if (all.length === 0 && entries.length === 0) return this.#spec.empty();
    return html`
      ${this.#controls(entries.length, all.length)}
      ${entries.length > 0 ? this.#table.view(entries, this.#sort) : this.#noneFits(all.length)}`;
  }

  #controls(shown: number, all: number): TemplateResult {
    const { chosen } = this.#options;
    const { name, example } = this.#spec;
    const { problem } = this.#filter;
    const hold = () => {
      this.#isHeld = !this.#isHeld;
      this.#renew();
    };
    return html`
      <div class="list-controls">
        <div class="field seek-rows">
          <label class="unseen" for="list-filter">Filter</label>
          <input id="list-filter" type="text" spellcheck="false" autocomplete="off" placeholder="Filter: ${example}"
            .value=${live(this.#text)} aria-invalid=${problem !== ""} aria-describedby="list-filter-problem"
            data-testid="${name}-filter" @input=${this.#typed} @change=${chosen} />
        </div>
        <button class="small ${this.#isHeld ? "on" : ""}" aria-pressed=${this.#isHeld} data-testid="hold" @click=${hold}
          title="Rows stay where they are; their figures go on. They do so too while the pointer or the focus is at them.">Hold</button>
        <p class="dim how-many" data-testid="${name}-count">${shown} of ${all}${this.#keepsPlaces ? ", held" : ""}</p>
      </div>
      <p class="problem" id="list-filter-problem" role="status">${problem || nothing}</p>`;
  }

  #noneFits(all: number): TemplateResult {
    const clear = () => {
      this.#look("");
      this.#options.chosen();
    };
    return emptyView(
      `None of ${all} fits the filter.`,
      html`<button class="small" data-testid="clear-filter" @click=${clear}>Show all</button>`,
    );
  }
}
