/** One table as rows of cells: filtered by a text, sorted by a column. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { DevCell, DevTable } from "#shared/dev/state.ts";

export interface GridOptions {
  readonly filter: string;
  /** 0 is the row's number; undefined: as they are. */
  readonly sort: { readonly column: number; readonly down: boolean } | undefined;
  readonly chosen: DevCell | undefined;
  /** The values of the look before, by cell: what has changed is lit. */
  readonly before: ReadonlyMap<string, number>;
  sortBy(column: number): void;
  choose(cell: DevCell): void;
}

/** More rows than this are not drawn: filter them. */
const MOST_ROWS = 200;

export const keyOf = ({ table, column, row }: DevCell): string => `${table}.${column}[${row}]`;

/** A row is kept where its number, or one of its cells, is what is looked for: "x=12", "x>100", or any value. */
export function matches(row: readonly number[], columns: DevTable["columns"], filter: string): boolean {
  const [, name, how, wanted] = /^\s*(\w+)\s*(=|<|>)\s*(-?\d+)\s*$/.exec(filter) ?? [];
  if (name === undefined) return filter.trim() === "" || row.some((value) => String(value).includes(filter.trim()));
  const index = name === "row" ? 0 : columns.findIndex((column) => column.name === name) + 1;
  // A condition on a column that this table has not leaves its rows alone.
  if (index === 0 && name !== "row") return true;
  const [value, to] = [row[index], Number(wanted)];
  return how === "=" ? value === to : how === "<" ? value < to : value > to;
}

export function rowsOf({ rows, columns }: DevTable, { filter, sort }: Pick<GridOptions, "filter" | "sort">) {
  const kept = rows.filter((row) => matches(row, columns, filter));
  if (!sort) return kept;
  const by = sort.down ? -1 : 1;
  return kept.sort((a, b) => by * (a[sort.column] - b[sort.column]));
}

export function gridView(table: DevTable, options: GridOptions): TemplateResult {
  const { sort, chosen, before, sortBy, choose } = options;
  const rows = rowsOf(table, options);
  const mark = (column: number) => (sort?.column === column ? (sort.down ? " ▾" : " ▴") : "");
  const cell = (row: readonly number[], i: number) => {
    const at: DevCell = { table: table.name, column: table.columns[i].name, row: row[0] };
    const key = keyOf(at);
    const value = row[i + 1];
    const isNew = before.get(key) !== undefined && before.get(key) !== value;
    const isChosen = chosen !== undefined && keyOf(chosen) === key;
    return html`<td ?data-new=${isNew} ?data-chosen=${isChosen} title=${key} @click=${() => choose(at)}>${value}</td>`;
  };
  return html`
    <table>
      <thead>
        <tr>
          <th @click=${() => sortBy(0)}>row${mark(0)}</th>
          ${table.columns.map(
            ({ name, type }, i) =>
              html`<th @click=${() => sortBy(i + 1)} title=${type}>${name}<small>${type}</small>${mark(i + 1)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows
          .slice(0, MOST_ROWS)
          .map((row) => html`<tr><th>${row[0]}</th>${table.columns.map((_, i) => cell(row, i))}</tr>`)}
      </tbody>
    </table>
    ${rows.length === 0 ? html`<p class="dev-dim">No row${options.filter ? " that fits the filter" : " is live"}.</p>` : nothing}
    ${rows.length > MOST_ROWS ? html`<p class="dev-dim">${rows.length - MOST_ROWS} more: filter them.</p>` : nothing}`;
}
