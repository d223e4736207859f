/** A name within a text: the text around it keeps its way, though the name is written the other one. */

/** FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; the same as `<bdi>` in a page. */
export const isolated = (name: string): string => (name === "" ? "" : `\u2068${name}\u2069`);
