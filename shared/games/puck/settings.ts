/** The settings of a match. */
import { type Config, lobbySettings, skillSettings } from "#shared/sim/index.ts";

export const settings = {
  /** Seats take turns: the even ones are team 0, which defends the left goal. */
  seats: { min: 2, max: 6, default: 2, title: "Seats" },
  ...lobbySettings(6),
  ...skillSettings,
  /** Goals that win the match. */
  goals: { min: 1, max: 99, default: 5, title: "Goals to win" },
  /** Seconds of play, without golden goal; the clock stops between a goal and the next face-off. */
  timeLimit: { min: 10, max: 1800, default: 120, title: "Time", unit: "s", step: 10 },
} as const;

export type PuckConfig = Config<typeof settings>;
