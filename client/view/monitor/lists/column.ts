/** What lists are made of: columns, by which they are sorted and filtered. Pure. */
import type { TemplateResult } from "lit-html";

/** A number in the column's unit, a text, or undefined where nothing is known of it. */
export type Value = number | string | undefined;

export interface Column<T> {
  /** In filters and addresses: a to z. */
  readonly key: string;
  readonly title: string;
  /** What it means, in a few words. */
  readonly hint?: string;
  /** From how wide a page on it is shown: 1 always, 3 on wide ones alone. Without it: always. */
  readonly tier?: 1 | 2 | 3;
  readonly isNumber?: boolean;
  /** @param now the server's time, in milliseconds since 1970 */
  value(entry: T, now: number): Value;
  /** As it is shown; by default the value, or a dash. */
  text?(entry: T, now: number): string | TemplateResult;
  /** An operator should look at it. */
  isBad?(entry: T): boolean;
}

/** @returns undefined where there is none of that key */
export const columnOf = <T>(columns: readonly Column<T>[], key: string): Column<T> | undefined =>
  columns.find((column) => column.key === key);

/** What a cell of it shows. */
export const contentOf = <T>(column: Column<T>, entry: T, now: number): string | TemplateResult =>
  column.text?.(entry, now) ?? String(column.value(entry, now) ?? "–");
