/** Names as one searches for them: upper and lower case, and letters with and without accents, are alike. */

/** The key under which a name is found; what is searched for is folded in the same way. */
export const nameKey = (name: string): string =>
  // Up and down again: "ß" is found by "ss".
  name.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase().trim();
