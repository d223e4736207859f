/**
 * How often a client has fallen out of step of late. Once is a mishap, and a keyframe mends it; a client that falls after
 * each keyframe has a fault that no keyframe mends.
 */

/** So many times are borne within so many milliseconds. */
const BORNE = 3;
const WITHIN_MS = 20_000;

export class DesyncCounter {
  #at: number[] = [];

  /** Counts one. @returns whether it is one too many */
  add(now: number): boolean {
    this.#at = [...this.#at.filter((at) => now - at < WITHIN_MS), now];
    return this.#at.length > BORNE;
  }

  clear(): void {
    this.#at = [];
  }
}
