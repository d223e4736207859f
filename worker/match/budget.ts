/** Limits what a match may cost its server: one limit for all games. */
import type { AnyGame } from "#shared/sim/index.ts";

/**
 * The greatest load of a match that a player can make, in seats stepped a second; a bot's seat counts twice, since the server
 * decides for it too. 32 seats at 30 Hz, full of bots, are 1,920: some 3% of a core.
 */
export const MOST_LOAD = 2048;

/** The load of a match with these settings, with bots in as many seats as they may take. */
export function loadOf(game: AnyGame, settings: Readonly<Record<string, number>>): number {
  const { seats, fillTo = seats, tickRate = game.tickRate } = settings;
  return tickRate * (seats + Math.min(seats, fillTo));
}

/** Why a player can't make a match with these settings, in words for players and authors; undefined where they can. */
export function overload(game: AnyGame, settings: Readonly<Record<string, number>>): string | undefined {
  const load = loadOf(game, settings);
  if (load <= MOST_LOAD) return undefined;
  return `this match would step ${load} seats a second, bots counted twice, and ${MOST_LOAD} are allowed: choose fewer seats or bots`;
}
