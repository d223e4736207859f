/** Entropy for tests, which must go the same way each time. */
import { Random } from "#shared/sim/index.ts";
import type { Entropy } from "#worker/match/nature.ts";

export function entropyOf(seed: number): Entropy {
  const random = new Random({ seed, draws: 0 });
  return () => random.next();
}
