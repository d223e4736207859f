/** A whole number in a query. */
import * as v from "valibot";

export const wholeNumber = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, "must be a whole number"),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );
