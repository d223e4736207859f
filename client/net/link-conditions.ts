/** Conditions that may change while the link is in use: they are read anew for each message. */
import { CLEAR, type Conditions } from "./conditions.ts";

export class LinkConditions implements Conditions {
  delay = 0;
  jitter = 0;
  stalls = 0;
  drops = 0;
  bandwidth = 0;
  readonly #watchers = new Set<() => void>();

  constructor(conditions: Conditions = CLEAR) {
    this.set(conditions);
  }

  set({ delay, jitter, stalls, drops, bandwidth }: Partial<Conditions>): void {
    this.delay = delay ?? this.delay;
    this.jitter = jitter ?? this.jitter;
    this.stalls = stalls ?? this.stalls;
    this.drops = drops ?? this.drops;
    this.bandwidth = bandwidth ?? this.bandwidth;
  }

  /** Breaks the link now: every socket on it is lost. */
  break(): void {
    for (const broken of [...this.#watchers]) broken();
  }

  /** Called when the link is broken. Answers how to stop that. */
  watch(broken: () => void): () => void {
    this.#watchers.add(broken);
    return () => this.#watchers.delete(broken);
  }
}
