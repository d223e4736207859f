/** Names that were meant: for messages. */

/** How many letters must be changed, put in or left out to make one word of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

/** " - did you mean speed?", or the names that there are. */
export function meant(name: string, names: readonly string[]): string {
  const [nearest] = names.map((one) => [distance(name, one), one] as const).sort(([a], [b]) => a - b);
  if (nearest && nearest[0] <= Math.max(2, name.length / 3)) return `: did you mean ${nearest[1]}?`;
  return names.length > 0 ? `; it has ${names.join(", ")}` : "";
}
