/** Fields that are drawn anew many times a second must not take away what is being typed. */
import { noChange } from "lit-html";
import { live } from "lit-html/directives/live.js";

/** The value for a field of this id, for `.value=`: left alone while the field has the focus. */
export const settled = (id: string, value: string | number): typeof noChange | ReturnType<typeof live> =>
  document.activeElement?.id === id ? noChange : live(String(value));

/** The number that stands in a field now; undefined where there is none, as while one is typed. */
export function typedNumber({ target }: Event): number | undefined {
  const value = target instanceof HTMLInputElement ? target.valueAsNumber : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}
