/** Cleans the text of an announcement: one line that shows what it says. */

/** Marks that change the direction of writing; halves of characters, and those that Unicode does not define. */
const MISLEADING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Cs}\p{Cn}\p{Co}]/gu;

/** Without control characters and line breaks; empty where nothing is left. */
export const cleanLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(MISLEADING, "")
    .trim();
