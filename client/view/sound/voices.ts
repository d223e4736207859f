/**
 * Which sounds are heard when there are many: few at once, the player's own before those nearby, and those before what is
 * far away. Nothing here makes a sound.
 */

/** More at once is only noise; of those, so many may be far away. */
export const AT_ONCE = 10;
const FAR_AT_ONCE = 3;
/** The same sound of the same kind within this time, in milliseconds, is not heard as a second one. */
const APART = 35;

/** Whose: the greater, the more it matters. */
export const RANK = { far: 0, near: 1, own: 2 } as const;
export type Whose = keyof typeof RANK;

interface Voice {
  readonly whose: Whose;
  readonly at: number;
  stop(): void;
}

export class Voices {
  readonly #voices = new Set<Voice>();
  readonly #last = new Map<string, number>();

  get count(): number {
    return this.#voices.size;
  }

  /** What played elsewhere never ends. */
  clear(): void {
    this.#voices.clear();
  }

  /** Whether one more may sound now; then one that matters less has been stopped for it. */
  admit(name: string, whose: Whose, now: number): boolean {
    const key = `${name} ${whose}`;
    if (now - (this.#last.get(key) ?? Number.NEGATIVE_INFINITY) < APART) return false;
    const all = [...this.#voices];
    if (whose === "far" && all.filter((voice) => voice.whose === "far").length >= FAR_AT_ONCE) return false;
    if (all.length >= AT_ONCE && !this.#makeRoom(all, whose)) return false;
    this.#last.set(key, now);
    return true;
  }

  /** Stops the oldest of those that matter least, if they matter less. */
  #makeRoom(all: readonly Voice[], whose: Whose): boolean {
    const least = all.reduce((a, b) => ((RANK[b.whose] - RANK[a.whose] || b.at - a.at) < 0 ? b : a));
    if (RANK[least.whose] >= RANK[whose]) return false;
    this.#voices.delete(least);
    least.stop();
    return true;
  }

  /** It sounds from now on. Answers how to say that it has ended. */
  begin(whose: Whose, now: number, stop: () => void): () => void {
    const voice = { whose, at: now, stop };
    this.#voices.add(voice);
    return () => void this.#voices.delete(voice);
  }
}
