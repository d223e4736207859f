/** The games of a build, by name. */
import "./checked.ts";
import { checkInput } from "./declared.ts";
import { plan } from "./layout.ts";
import { statusOf } from "./status.ts";
import { type AnyGame, setUp } from "./world.ts";

/** The games of a build by their names; the first is the default. */
export type Games = ReadonlyMap<string, AnyGame>;

/**
 * Sets up a match with the game's defaults, as a server does.
 * @throws if the game throws, or answers with a wrong type
 */
function tryOut(game: AnyGame): void {
  // A game need not come from `defineGame`.
  if (globalThis.SCRIM_CHECKED !== true) checkInput(`game ${game.name}`, game.input);
  const layout = plan(game);
  statusOf(setUp(layout, 0));
  for (let seat = -1; seat < layout.config.seats; seat++) {
    const view: unknown = game.view?.of(layout.config, seat) ?? 0;
    if (!Number.isInteger(view)) {
      throw new TypeError(`view.of answers ${String(view)} for seat ${seat}: use a whole number`);
    }
  }
}

/**
 * Makes a registry. It sets up each game once, so that a game that cannot begin fails as the server starts, and not
 * when a player clicks.
 * @throws {RangeError} two games have one name, or a game cannot begin; the message names the game
 */
export function registry(...games: readonly AnyGame[]): Games {
  const byName = new Map<string, AnyGame>();
  for (const game of games) {
    if (byName.has(game.name)) throw new RangeError(`two games are called ${game.name}: give one another name`);
    byName.set(game.name, game);
    try {
      tryOut(game);
    } catch (error) {
      throw new RangeError(`game ${game.name} cannot begin: ${String(error)}`, { cause: error });
    }
  }
  return byName;
}

/** Loads the rules of one game. */
export type LoadGame = () => Promise<AnyGame>;

/** A game of a build that cannot be played. */
export interface BrokenGame {
  /** The folder that it was loaded from, as the build knows it. */
  readonly name: string;
  readonly error: Error;
}

const broken = new WeakMap<Games, readonly BrokenGame[]>();

/** The games of a build that could not be loaded, or cannot begin; none of a registry that was made by `registry`. */
export const brokenGames = (games: Games): readonly BrokenGame[] => broken.get(games) ?? [];

/** An error of the game's own, by the name that the build knows the game by. */
const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/**
 * As `registry`, of games that are loaded here: one that cannot be loaded, or cannot begin, is left out, and the others are played
 * all the same. `brokenGames` tells which were left out, and why.
 * @param loads by the name of each game
 * @throws {RangeError} no game is left
 */
export async function gather(loads: Readonly<Record<string, LoadGame>>): Promise<Games> {
  const failed: BrokenGame[] = [];
  const byName = new Map<string, AnyGame>();
  for (const [name, load] of Object.entries(loads)) {
    try {
      const game = await load();
      if (byName.has(game.name)) throw new RangeError(`two games are called ${game.name}: give one another name`);
      registry(game);
      byName.set(game.name, game);
    } catch (error) {
      failed.push({ name, error: errorOf(error) });
    }
  }
  if (byName.size === 0) throw new RangeError("no game of this build can be played", { cause: failed[0]?.error });
  broken.set(byName, failed);
  return byName;
}
