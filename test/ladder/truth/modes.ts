/** The modes that are played for the figures, as their games declare them; of one that has no queue, what it would declare. */
import { arena } from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { type AnyGame, type QueueRules, queueRules } from "#shared/sim/index.ts";

export const MODE_NAMES = ["pairs", "faceoff", "brawl"] as const;
export type ModeName = (typeof MODE_NAMES)[number];

export interface PlayedMode {
  readonly game: AnyGame;
  readonly seats: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly rules: QueueRules;
}

/** All are there when the round is made: no one waits in a lobby. */
const READY = { lobby: 1 } as const;

function modeOf(game: AnyGame, name: string, fallback?: Parameters<typeof queueRules>[0]): PlayedMode {
  const { settings, queue = fallback } = game.modes[name];
  if (!queue) throw new Error(`${game.name} has no queue for ${name}`);
  const seats = settings.seats ?? game.settings.seats.default;
  return { game, seats, settings: { ...settings, ...READY }, rules: queueRules(queue) };
}

export const MODES: Readonly<Record<ModeName, PlayedMode>> = {
  pairs: modeOf(arena, "pairs"),
  faceoff: modeOf(puck, "faceoff"),
  brawl: modeOf(arena, "brawl", { players: { min: 4, max: arena.settings.seats.default }, botsAfter: 60 }),
};
