/** Places in words. */
const rules = new Intl.PluralRules("en", { type: "ordinal" });
const ENDS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };

/** "1st", "22nd", "113th". */
export const orderOf = (place: number): string => `${place}${ENDS[rules.select(place)] ?? "th"}`;
