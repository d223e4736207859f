/** Cuts a name to the room that there is for it, between two letters as people see them. */

const MORE = "…";

/**
 * @param width the room
 * @param measure how wide a text is
 * @returns the name, or as much of it as fits with a sign that there is more; only that sign where not even a letter fits
 */
export function fitName(name: string, width: number, measure: (text: string) => number): string {
  if (measure(name) <= width) return name;
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name)];
  for (let count = letters.length - 1; count > 0; count--) {
    const some = `${name.slice(0, letters[count].index).trimEnd()}${MORE}`;
    if (measure(some) <= width) return some;
  }
  return MORE;
}
