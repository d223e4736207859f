/** A name within a text: whichever way it is written, the text around it keeps its own. */

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; the same as `<bdi>` in a page. */
export const isolated = (name: string): string => (name === "" ? "" : `\u2068${name}\u2069`);
