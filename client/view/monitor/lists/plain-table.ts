/** The table of a list whose rows are all in the page. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { within } from "../../ladder/player-link.ts";
import { matchPath } from "../paths.ts";
import { contentOf } from "./column.ts";
import type { ListSpec } from "./list.ts";
import type { Sort } from "./order.ts";
import { cellView, headView, type ListTable, type TableOptions } from "./table-parts.ts";
import { Touch } from "./touch.ts";

/** So many rows are shown at most. */
const MOST = 300;

type Of<T> = Pick<ListSpec<T>, "columns" | "keyOf" | "entries" | "now">;

export class PlainTable<T> implements ListTable<T> {
  readonly #label: string;
  readonly #of: Of<T>;
  readonly #options: TableOptions;
  readonly #touch: Touch;

  /** @param label what the rows are, as a heading */
  constructor(label: string, of: Of<T>, options: TableOptions) {
    this.#label = label;
    this.#of = of;
    this.#options = options;
    this.#touch = new Touch(options.touched);
  }

  /** The first column names the row. */
  view(entries: readonly T[], sort: Sort): TemplateResult {
    const { columns, keyOf } = this.#of;
    const now = this.#of.now();
    const known = new Map(this.#of.entries()?.map((entry) => [keyOf(entry), entry]));
    const { entered, left, focused, blurred } = this.#touch;
    const rowView = (before: T) => {
      const key = keyOf(before);
      const entry = known.get(key) ?? before;
      return html`<tr ?data-gone=${!known.has(key)} data-testid="list-row">${columns.map((column, i) =>
        i === 0 ? html`<th scope="row">${contentOf(column, entry, now)}</th>` : cellView(column, entry, now),
      )}</tr>`;
    };
    return html`
      <div class="wide" role="region" aria-label="${this.#label}: rows" tabindex="0">
        <table class="list-table plain-list" aria-label=${this.#label} data-testid="list">
          <thead><tr>${columns.map((column) => headView(column, sort, this.#options.sort))}</tr></thead>
          <tbody @pointerenter=${entered} @pointerleave=${left} @focusin=${focused} @focusout=${blurred}>${repeat(
            entries.slice(0, MOST),
            keyOf,
            rowView,
          )}</tbody>
        </table>
      </div>
      ${entries.length > MOST ? html`<p class="dim">${entries.length - MOST} more are not shown: filter them.</p>` : nothing}`;
  }
}

/** The beginning of a match's code, which leads to the match. @param id its object's, or empty */
export function matchLink(id: string, code: string, go: (path: string) => void): TemplateResult | string {
  if (id === "") return code;
  const path = matchPath(id);
  return html`<a href=${path} @click=${within(path, go)}>${code || "the match"}…</a>`;
}
