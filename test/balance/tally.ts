/** Counts by name, which add up over rounds and threads. */
export class Tally {
  readonly counts: Record<string, number>;

  constructor(counts: Readonly<Record<string, number>> = {}) {
    this.counts = { ...counts };
  }

  add(name: string, count = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + count;
  }

  of(name: string): number {
    return this.counts[name] ?? 0;
  }

  addAll(counts: Readonly<Record<string, number>>): void {
    for (const [name, count] of Object.entries(counts)) this.add(name, count);
  }

  /** The median of values that were added one each as `name value`. */
  median(name: string): number {
    const values = Object.entries(this.counts)
      .filter(([key]) => key.startsWith(`${name} `))
      .map(([key, count]) => ({ value: Number(key.slice(name.length + 1)), count }))
      .sort((a, b) => a.value - b.value);
    let left = values.reduce((sum, { count }) => sum + count, 0) / 2;
    for (const { value, count } of values) {
      left -= count;
      if (left <= 0) return value;
    }
    return Number.NaN;
  }
}
