/** A mistake as a type, and the one that is told where a table is declared. */
import type { Column } from "./columns.ts";

declare const MISTAKE: unique symbol;

/** No value is of this type: its text tells the author why. */
export interface Mistake<Text extends string> {
  readonly [MISTAKE]: Text;
}

/**
 * Of the columns of a table: each `rate` names one of them. In this check and those of mistakes.ts, the type of a right
 * property is repeated, as the compiler does not look at an index signature where a property has the name.
 */
export type CheckColumns<C> = {
  readonly [K in keyof C]: C[K] extends { readonly rate: infer Rate extends string }
    ? Rate extends keyof C
      ? Column
      : Mistake<`its rate is ${Rate}, and the table has no such column`>
    : Column;
};
