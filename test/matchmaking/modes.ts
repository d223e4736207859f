/**
 * The modes that the simulator knows: two teams of four by default, as in the figures of docs/decisions/pairing.md; and those of the
 * games, for the log of a pool.
 */
import { games } from "#shared/games/index.ts";
import { type QueueRules, queueRules } from "#shared/sim/index.ts";

/** Ratings lie 8.3 points from their mean: 6 are a part of them, 30 are all. */
const SKILL = [
  [0, 15],
  [10, 40],
] as const;
const RTT = [
  [0, 80],
  [20, 200],
] as const;

export const MODES = {
  teams: {
    players: { min: 4, max: 8, minAfter: 60 },
    teams: { count: 2, size: 4 },
    skill: SKILL,
    rtt: RTT,
    botsAfter: 120,
  },
  duel: { players: { min: 2, max: 2 }, skill: SKILL, rtt: RTT, botsAfter: 120 },
  brawl: { players: { min: 4, max: 8, minAfter: 60 }, skill: SKILL, rtt: RTT, botsAfter: 120 },
} as const satisfies Readonly<Record<string, QueueRules>>;

const ofGames = [...games].flatMap(([game, { modes }]) =>
  Object.entries(modes).flatMap(([mode, { queue }]) =>
    queue ? [[`${game}/${mode}`, queueRules(queue)] as const] : [],
  ),
);

/** By name, such as "teams" and "arena/pairs". */
export const ALL_MODES: Readonly<Record<string, QueueRules>> = { ...MODES, ...Object.fromEntries(ofGames) };
