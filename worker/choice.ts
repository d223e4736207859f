/** Which game, and how: what a request asks for, checked against what there is. */
import { games } from "#shared/games/index.ts";
import type { GameInfo } from "#shared/protocol/index.ts";
import { type AnyGame, CUSTOM, configure } from "#shared/sim/index.ts";
import { badRequest } from "./errors.ts";

export interface Choice {
  readonly game: string;
  readonly mode: string;
  /** Complete, and within the game's ranges. */
  readonly settings: Readonly<Record<string, number>>;
}

/** How far behind a match that anybody can watch is shown, in seconds: nobody is to be helped by a friend who watches. */
export const PUBLIC_DELAY_S = 10;

function gameOf(name: string | undefined): AnyGame {
  const game = name === undefined ? [...games.values()][0] : games.get(name);
  if (!game) throw badRequest(`there is no game ${name}: there are ${[...games.keys()].join(", ")}`);
  return game;
}

function settingsOf(game: AnyGame, chosen: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  try {
    return configure(game.settings, chosen);
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(error.message);
    throw error;
  }
}

/** A way to play that others are matched for. Left out, it is the first game, and its first mode. */
export function quickChoice(gameName: string | undefined, modeName: string | undefined): Choice {
  const game = gameOf(gameName);
  const mode = modeName ?? Object.keys(game.modes)[0];
  if (!Object.hasOwn(game.modes, mode)) {
    throw badRequest(`there is no mode ${mode}: there are ${Object.keys(game.modes).join(", ")}`);
  }
  return { game: game.name, mode, settings: settingsOf(game, game.modes[mode].settings) };
}

/** The same with some settings of one's own on top. */
export function ownChoice(
  gameName: string | undefined,
  modeName: string | undefined,
  own: Readonly<Record<string, number>>,
): Choice {
  const game = gameOf(gameName);
  if (modeName === CUSTOM) return { game: game.name, mode: CUSTOM, settings: settingsOf(game, own) };
  const { mode } = quickChoice(game.name, modeName);
  return { game: game.name, mode, settings: settingsOf(game, { ...game.modes[mode].settings, ...own }) };
}

export function offeredGames(): GameInfo[] {
  return [...games.values()].map(({ name, version, tickRate, modes, settings }) => ({
    name,
    version,
    tickRate,
    modes: Object.fromEntries(Object.entries(modes).map(([mode, { title }]) => [mode, title])),
    settings,
  }));
}
