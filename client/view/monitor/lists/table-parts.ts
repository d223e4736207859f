/** What the tables of all lists have in common: headings that sort, and cells. */
import { html, type TemplateResult } from "lit-html";
import { type Column, contentOf } from "./column.ts";
import type { Sort } from "./order.ts";

/** A table of a list. */
export interface ListTable<T> {
  view(entries: readonly T[], sort: Sort): TemplateResult;
}

/** What a table is given. */
export interface TableOptions {
  redraw(): void;
  /** The heading of this column has been pressed. */
  sort(key: string): void;
  /** The pointer or the focus has come to the rows, or left them. */
  touched(isTouched: boolean): void;
}

export function headView<T>(
  { key, title, hint, tier, isNumber }: Column<T>,
  sort: Sort,
  sortBy: (key: string) => void,
): TemplateResult {
  const isSorted = sort.key === key;
  const order = isSorted ? (sort.isDown ? "descending" : "ascending") : "none";
  return html`
    <th scope="col" class="c-${key}" data-tier=${tier ?? 1} ?data-number=${isNumber} aria-sort=${order}>
      <button class="sorts" title=${hint || title} data-testid="sort-${key}" @click=${() => sortBy(key)}
        >${title}<span aria-hidden="true">${isSorted ? (sort.isDown ? "▼" : "▲") : ""}</span></button>
    </th>`;
}

/** A figure that an operator should look at has a mark besides its colour. */
export function cellView<T>(column: Column<T>, entry: T, now: number): TemplateResult {
  const { tier, isNumber } = column;
  const isBad = column.isBad?.(entry) ?? false;
  return html`<td data-tier=${tier ?? 1} ?data-number=${isNumber} ?data-bad=${isBad}>${isBad ? "▲ " : ""}${contentOf(column, entry, now)}</td>`;
}
