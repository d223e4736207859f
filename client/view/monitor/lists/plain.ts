/** Small lists: all their rows are in the page. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { within } from "../../ladder/player-link.ts";
import { matchPath } from "../paths.ts";

type Content = TemplateResult | string | typeof nothing;

export interface PlainColumn<T> {
  readonly title: string;
  readonly isNumber?: boolean;
  cell(row: T): Content;
  /** An operator should look at it. */
  isBad?(row: T): boolean;
}

export interface PlainTable<T> {
  readonly label: string;
  readonly columns: readonly PlainColumn<T>[];
  readonly rows: readonly T[];
  key(row: T): string;
}

/** So many rows are shown at most. */
const MOST = 300;

/** The first column names the row. */
export function tableView<T>({ label, columns, rows, key }: PlainTable<T>): TemplateResult {
  const cellView = ({ cell, isNumber, isBad }: PlainColumn<T>, i: number, row: T) => {
    if (i === 0) return html`<th scope="row">${cell(row)}</th>`;
    const bad = isBad?.(row) ?? false;
    return html`<td ?data-number=${isNumber} ?data-bad=${bad}>${bad ? "▲ " : ""}${cell(row)}</td>`;
  };
  return html`
    <div class="wide" role="region" aria-label="${label}: rows" tabindex="0">
      <table class="list-table plain-list" data-testid="list">
        <thead><tr>${columns.map(({ title, isNumber }) => html`<th scope="col" ?data-number=${isNumber}>${title}</th>`)}</tr></thead>
        <tbody>${repeat(
          rows.slice(0, MOST),
          key,
          (row) => html`<tr data-testid="list-row">${columns.map((column, i) => cellView(column, i, row))}</tr>`,
        )}</tbody>
      </table>
    </div>
    ${rows.length > MOST ? html`<p class="dim">${rows.length - MOST} more are not shown.</p>` : nothing}`;
}

/** There is nothing to show: says what that means, and what to do. */
export const emptyView = (text: string, way: Content): TemplateResult =>
  html`<div class="empty list-empty" role="status" data-testid="list-empty"><p>${text}</p>${way}</div>`;

/** The beginning of a match's code, which leads to the match. @param id its object's, or empty */
export function matchLink(id: string, code: string, go: (path: string) => void): Content {
  if (id === "") return code;
  const path = matchPath(id);
  return html`<a href=${path} @click=${within(path, go)}>${code || "the match"}…</a>`;
}
