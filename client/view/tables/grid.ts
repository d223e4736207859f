/** One table of a world as rows of cells: filtered by a text, sorted by a column. */
import "../styles/tables.css";
import { html, nothing, type TemplateResult } from "lit-html";

/** A table as the server tells of it: a row's number, then its cells in the columns' order. */
export interface WorldTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly number[])[];
}

/** A place in a world. */
export interface Cell {
  readonly table: string;
  readonly column: string;
  readonly row: number;
}

/** 0 is the row's number. */
export interface Sort {
  readonly column: number;
  readonly down: boolean;
}

export interface GridOptions {
  readonly filter: string;
  /** Undefined: as they are. */
  readonly sort: Sort | undefined;
  /** The values of the look before, by cell: what has changed is lit. */
  readonly before: ReadonlyMap<string, number>;
  sortBy(column: number): void;
  /** Left out where a cell can only be read. */
  readonly choice?: { readonly chosen: Cell | undefined; choose(cell: Cell): void };
}

/** More rows than this are not drawn: filter them. */
const MOST_ROWS = 200;

export const keyOf = ({ table, column, row }: Cell): string => `${table}.${column}[${row}]`;

/** All cells of some tables, by their keys. */
export function cellsOf(tables: readonly WorldTable[]): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  for (const { name: table, columns, rows } of tables) {
    for (const row of rows) {
      for (const [i, { name: column }] of columns.entries())
        cells.set(keyOf({ table, column, row: row[0] }), row[i + 1]);
    }
  }
  return cells;
}

/** The next order, as a column's head is pressed. */
export const sorted = (sort: Sort | undefined, column: number): Sort => ({
  column,
  down: sort?.column === column && !sort.down,
});

/** A row is kept where its number, or one of its cells, is what is looked for: "x=12", "x>100", or any value. */
export function matches(row: readonly number[], columns: WorldTable["columns"], filter: string): boolean {
  const [, name, how, wanted] = /^\s*(\w+)\s*(=|<|>)\s*(-?\d+)\s*$/.exec(filter) ?? [];
  if (name === undefined) return filter.trim() === "" || row.some((value) => String(value).includes(filter.trim()));
  const index = name === "row" ? 0 : columns.findIndex((column) => column.name === name) + 1;
  // A condition on a column that this table has not leaves its rows alone.
  if (index === 0 && name !== "row") return true;
  const [value, to] = [row[index], Number(wanted)];
  return how === "=" ? value === to : how === "<" ? value < to : value > to;
}

export function rowsOf({ rows, columns }: WorldTable, { filter, sort }: Pick<GridOptions, "filter" | "sort">) {
  const kept = rows.filter((row) => matches(row, columns, filter));
  if (!sort) return kept;
  const by = sort.down ? -1 : 1;
  return kept.sort((a, b) => by * (a[sort.column] - b[sort.column]));
}

export function gridView(table: WorldTable, options: GridOptions): TemplateResult {
  const { sort, before, sortBy, choice } = options;
  const rows = rowsOf(table, options);
  const mark = (column: number) => (sort?.column === column ? (sort.down ? " ▾" : " ▴") : "");
  const order = (column: number) => (sort?.column === column ? (sort.down ? "descending" : "ascending") : nothing);
  const head = (column: number, name: string, type: string) =>
    html`<th scope="col" aria-sort=${order(column)} title=${type || nothing}>
      <button @click=${() => sortBy(column)}>${name}${type ? html`<small>${type}</small>` : nothing}${mark(column)}</button>
    </th>`;
  const cell = (row: readonly number[], i: number) => {
    const at: Cell = { table: table.name, column: table.columns[i].name, row: row[0] };
    const key = keyOf(at);
    const value = row[i + 1];
    const isNew = before.get(key) !== undefined && before.get(key) !== value;
    if (!choice) return html`<td ?data-new=${isNew}>${value}</td>`;
    const isChosen = choice.chosen !== undefined && keyOf(choice.chosen) === key;
    return html`<td ?data-new=${isNew} ?data-chosen=${isChosen} title=${key} @click=${() => choice.choose(at)}>${value}</td>`;
  };
  return html`
    <table class="world-table">
      <thead>
        <tr>${head(0, "row", "")}${table.columns.map(({ name, type }, i) => head(i + 1, name, type))}</tr>
      </thead>
      <tbody>
        ${rows
          .slice(0, MOST_ROWS)
          .map((row) => html`<tr><th scope="row">${row[0]}</th>${table.columns.map((_, i) => cell(row, i))}</tr>`)}
      </tbody>
    </table>
    ${rows.length === 0 ? html`<p class="world-dim">No row${options.filter ? " that fits the filter" : " is live"}.</p>` : nothing}
    ${rows.length > MOST_ROWS ? html`<p class="world-dim">${rows.length - MOST_ROWS} more: filter them.</p>` : nothing}`;
}
