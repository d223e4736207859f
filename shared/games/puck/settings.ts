/** What a match can be configured with. */
import type { Config } from "#shared/sim/index.ts";

export const settings = {
  /** Seats take turns: the even ones are team 0, which defends the left goal. */
  seats: { min: 2, max: 6, default: 2 },
  /** Bots sit down until so many seats are taken; 0 = none, and more than there are = all. */
  fillTo: { min: 0, max: 6, default: 6 },
  /** Goals that win the match. */
  goals: { min: 1, max: 99, default: 5 },
  /** Seconds of play, without golden goal; the clock stops between a goal and the next face-off. */
  timeLimit: { min: 10, max: 1800, default: 120 },
  /** 1 = quick play, starts by itself after `lobby` seconds; 0 = private, starts when everybody is ready. */
  autostart: { min: 0, max: 1, default: 1 },
  /** Seconds that quick play waits for more people once the first is there. */
  lobby: { min: 1, max: 60, default: 5 },
} as const;

export type PuckConfig = Config<typeof settings>;
