/** The game, mode and settings that a request asks for, checked against the games that there are. */
import type { GameInfo } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  brokenGames,
  CUSTOM,
  commandsOf,
  configure,
  type Games,
  publicSettings,
} from "#shared/sim/index.ts";
import { badRequest } from "../errors.ts";
import { overload } from "./budget.ts";

export interface Choice {
  readonly game: string;
  readonly mode: string;
  /** Complete, and within the game's ranges. */
  readonly settings: Readonly<Record<string, number>>;
}

/** How far behind a listed match its spectators are, in seconds: too far to help a friend who plays. */
export const PUBLIC_DELAY_S = 10;

/**
 * Checks as a server starts, and not when a player clicks, that it can make a match of every mode.
 * @throws {RangeError} a mode costs more than a server has for a match
 */
export function checkModes(games: Games): void {
  for (const game of games.values()) {
    for (const [mode, { settings }] of Object.entries(game.modes)) {
      const problem = overload(game, configure(publicSettings(game.settings), settings));
      if (problem !== undefined) throw new RangeError(`game ${game.name}: modes.${mode}: ${problem}`);
    }
  }
}

function gameOf(games: Games, name: string | undefined): AnyGame {
  const game = name === undefined ? [...games.values()][0] : games.get(name);
  if (brokenGames(games).some((broken) => broken.name === name))
    throw badRequest(`the game ${name} has a fault, and cannot be played until it is mended`);
  if (!game) throw badRequest(`there is no game ${name}: there are ${[...games.keys()].join(", ")}`);
  return game;
}

/**
 * @param bench whether a benchmark chooses: from whole ranges, and without a budget
 * @throws {Refusal} 400
 */
function settingsOf(
  game: AnyGame,
  chosen: Readonly<Record<string, number>>,
  bench = false,
): Readonly<Record<string, number>> {
  try {
    const settings = configure(bench ? game.settings : publicSettings(game.settings), chosen);
    const problem = bench ? undefined : overload(game, settings);
    if (problem !== undefined) throw badRequest(problem);
    return settings;
  } catch (error) {
    if (error instanceof RangeError) throw badRequest(error.message);
    throw error;
  }
}

/** A mode that quick play fills. By default the first game, and its first mode. */
export function quickChoice(games: Games, gameName: string | undefined, modeName: string | undefined): Choice {
  const game = gameOf(games, gameName);
  const mode = modeName ?? Object.keys(game.modes)[0];
  if (!Object.hasOwn(game.modes, mode)) {
    throw badRequest(`there is no mode ${mode}: there are ${Object.keys(game.modes).join(", ")}`);
  }
  return { game: game.name, mode, settings: settingsOf(game, game.modes[mode].settings) };
}

/** As `quickChoice`, for players who do not wait. */
export function casualChoice(games: Games, gameName: string | undefined, modeName: string | undefined): Choice {
  const choice = quickChoice(games, gameName, modeName);
  const { game, mode } = choice;
  if (games.get(game)?.modes[mode].queue)
    throw badRequest(`players of ${mode} are matched: wait in its queue, GET /queue?game=${game}&mode=${mode}`);
  return choice;
}

/** A mode with the player's own settings on top. @param bench see `Env.BENCH_RANGES` */
export function ownChoice(
  games: Games,
  gameName: string | undefined,
  modeName: string | undefined,
  own: Readonly<Record<string, number>>,
  bench = false,
): Choice {
  const game = gameOf(games, gameName);
  if (modeName === CUSTOM) return { game: game.name, mode: CUSTOM, settings: settingsOf(game, own, bench) };
  const { mode } = quickChoice(games, game.name, modeName);
  return { game: game.name, mode, settings: settingsOf(game, { ...game.modes[mode].settings, ...own }, bench) };
}

export function offeredGames(games: Games): GameInfo[] {
  return [...games.values()].map(({ name, version, tickRate, modes, settings, input, commands = {} }) => ({
    name,
    version,
    tickRate,
    modes: Object.fromEntries(Object.entries(modes).map(([mode, { title }]) => [mode, title])),
    settings: publicSettings(settings),
    input: Object.entries(input).map(([column, { min, max, idle, bits }]) => ({ name: column, min, max, idle, bits })),
    commands: commandsOf({ commands }).map(({ args, ...about }) => ({
      ...about,
      args: args.map(([arg, { min, max }]) => ({ name: arg, min, max })),
    })),
  }));
}
