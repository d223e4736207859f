/** The settings of a match of the arena. */
import { type Config, lobbySettings, skillSettings } from "#shared/sim/index.ts";
import { MAP, MODE } from "./modes.ts";

export { MAP, MODE };

/** The most seats in a match that players make, and in one of a benchmark. */
const PUBLIC_SEATS = 16;
const MOST_SEATS = 1024;

/** In pixels. */
const SIDE = { min: 0, max: 16384, default: 0, public: { min: 0, max: 4096 } } as const;

export const settings = {
  seats: { min: 2, max: MOST_SEATS, default: 8, public: { min: 2, max: PUBLIC_SEATS }, title: "Seats" },
  ...lobbySettings(MOST_SEATS, PUBLIC_SEATS),
  ...skillSettings,
  /** Ticks a second. At another rate than 30 a match plays slower or faster: for benchmarks only. */
  tickRate: { min: 10, max: 60, default: 30, public: false },
  /** One of `MODE`. */
  mode: { min: 0, max: 1, default: MODE.freeForAll, title: "Mode", choices: ["Free-for-all", "Two teams"] },
  /** One of `MAP`. */
  map: { min: 0, max: 3, default: MAP.ruins, title: "Map", choices: ["Ruins", "Glacier", "Foundry", "By turns"] },
  /** Seconds of play, without overtime. */
  timeLimit: { min: 10, max: 1800, default: 180, title: "Time", unit: "s", step: 10 },
  /** Points that end the match; 0 = by mode (see `scoreLimit`). */
  scoreLimit: { min: 0, max: 1000, default: 0, title: "Points to win", choices: ["As usual"], step: 5 },
  /** Pixels; 0 = by seats (see `mapSize`). */
  width: SIDE,
  /** Pixels; 0 = by seats (see `mapSize`). */
  height: SIDE,
} as const;

export type ArenaConfig = Config<typeof settings>;

/** Points that end the match: 20 for a player alone, 4 a seat for a team, unless the configuration says otherwise. */
export function scoreLimit(config: ArenaConfig): number {
  if (config.scoreLimit > 0) return config.scoreLimit;
  return config.mode === MODE.teams ? config.seats * 4 : 20;
}
