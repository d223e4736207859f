/**
 * Declares a game, and checks the declaration as the module loads. A mistake that would else show in a match, such as a
 * mode with an unknown setting, throws one sentence that names the game and the field, and says how to mend it.
 */
import "./checked.ts";
import type { NoCommands } from "./commands.ts";
import { type AnyDeclaration, complete } from "./complete.ts";
import type { Declaration, Known } from "./declaration.ts";
import { checkCommands, checkInput, entriesOf } from "./declared.ts";
import type { Game } from "./game.ts";
import { checkKeeps } from "./keeps.ts";
import { planTables } from "./layout.ts";
import type { Unread } from "./mistakes.ts";
import { checkGameName, checkModeName, checkSettingName } from "./names.ts";
import { checkQueue, type QueueSeats } from "./queue.ts";
import { type Config, configure, publicSettings, type Setting } from "./settings.ts";
import type { AnyGame } from "./world.ts";
import type { AllSettings, AllTables, Inputs, NoColumns, NoTables, Parts, WorldParts } from "./world-of.ts";

/** The range of a number on the wire. */
const LEAST = -2147483648;
const MOST = 4294967295;

const OPTIONAL_FUNCTIONS = [
  ...(["level", "tables", "setup", "join", "leave", "status", "bot"] as const),
  ...(["result", "roundLeft", "highlight", "migrate", "legal", "teamOf", "quietUntil", "turn", "keeps"] as const),
] as const;

const within = (n: unknown, min: number, max: number): n is number =>
  typeof n === "number" && Number.isInteger(n) && n >= min && n <= max;

/** Checks the types, for games that are written without TypeScript. */
function checkShape(label: string, game: AnyDeclaration): void {
  if (typeof game.step !== "function") throw new TypeError(`${label}: step is missing: it must be a function`);
  for (const name of OPTIONAL_FUNCTIONS) {
    if (game[name] !== undefined && typeof game[name] !== "function") {
      throw new TypeError(`${label}: ${name} must be a function, or left out`);
    }
  }
  const { view, secrets } = game;
  if (secrets !== undefined && typeof secrets !== "boolean") {
    throw new TypeError(`${label}: secrets must be true or false, or be left out`);
  }
  if (view !== undefined && (typeof view?.of !== "function" || typeof view.hide !== "function")) {
    throw new TypeError(`${label}: view must have the functions of and hide, or be left out`);
  }
}

function checkNumbers(label: string, { version, tickRate, rewind }: AnyGame): void {
  if (!within(version, 1, MOST)) {
    throw new RangeError(`${label}: version is ${version}: use a whole number from 1 up`);
  }
  if (!within(tickRate, 1, 60)) {
    throw new RangeError(`${label}: tickRate is ${tickRate}: use a whole number of ticks a second, 1 to 60`);
  }
  if (rewind !== undefined && !(rewind >= 0)) {
    throw new RangeError(`${label}: rewind is ${rewind}: use a number of milliseconds from 0 up`);
  }
}

/** The ranges of the settings that the runtime itself reads. */
const KNOWN: Readonly<Record<string, readonly [min: number, max: number]>> = {
  seats: [1, MOST],
  fillTo: [0, MOST],
  tickRate: [1, 60],
};

function checkSettings(label: string, settings: Readonly<Record<string, Setting>>): void {
  for (const [name, { min, max, default: usual, public: open }] of entriesOf(label, "settings", settings)) {
    checkSettingName(label, name);
    const what = `${label}: settings.${name}`;
    const [least, most] = Object.hasOwn(KNOWN, name) ? KNOWN[name] : [LEAST, MOST];
    if (![min, max, usual].every((n) => within(n, least, most))) {
      throw new RangeError(
        `${what} goes from ${min} to ${max}, by default ${usual}: use whole numbers from ${least} to ${most}`,
      );
    }
    if (!(min <= usual && usual <= max)) {
      throw new RangeError(`${what} is ${usual} by default: use a value within its range, ${min} to ${max}`);
    }
    if (open === undefined || open === false) continue;
    if (typeof open !== "object" || !within(open?.min, min, max) || !within(open.max, open.min, max)) {
      throw new RangeError(`${what}.public is ${JSON.stringify(open)}: use a range within ${min} to ${max}, or false`);
    }
  }
  if (!Object.hasOwn(settings, "seats")) {
    throw new TypeError(`${label}: settings.seats is missing: say how many seats a match has, { min, max, default }`);
  }
}

/** The seats of a match, and how many of them each team has. */
function seatsOf({ teamOf }: AnyGame, config: Config): QueueSeats {
  const { seats } = config;
  if (teamOf === undefined) return { seats };
  const teams: number[] = [];
  for (let seat = 0; seat < seats; seat++) {
    const team = teamOf(config, seat);
    if (team >= 0) teams[team] = (teams[team] ?? 0) + 1;
  }
  return { seats, teams: Array.from(teams, (size) => size ?? 0) };
}

function checkModes(label: string, game: AnyGame): void {
  const { modes, settings } = game;
  const entries = entriesOf(label, "modes", modes);
  if (entries.length === 0) throw new RangeError(`${label}: modes is empty: quick play needs one at least`);
  for (const [name, { title, settings: chosen, queue }] of entries) {
    checkModeName(label, name);
    if (typeof title !== "string" || title.trim() === "") {
      throw new TypeError(`${label}: modes.${name}.title must be a text for people, such as "Duel"`);
    }
    if (typeof chosen !== "object" || chosen === null) {
      throw new TypeError(`${label}: modes.${name}.settings must be an object: {} for the defaults`);
    }
    const config = told(`${label}: modes.${name}.settings`, () => configure(publicSettings(settings), chosen));
    if (queue !== undefined) checkQueue(`${label}: modes.${name}.queue`, queue, seatsOf(game, config));
  }
}

/** Runs `work`, and puts `about` before the message of an error in it. */
function told<T>(about: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RangeError(`${about}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * Configurations to try: the defaults, each mode, all settings at an end of their ranges, and each setting alone at an
 * end.
 */
function* samples({ settings, modes }: AnyGame): Generator<Readonly<Record<string, number>>> {
  const names = Object.keys(settings);
  yield {};
  for (const mode of Object.values(modes)) yield mode.settings;
  for (const end of ["min", "max"] as const) {
    yield Object.fromEntries(names.map((name) => [name, settings[name][end]]));
    for (const name of names) yield { [name]: settings[name][end] };
  }
}

const shape = (game: AnyGame, config: Config): string => JSON.stringify(planTables(game, config).tables);

/** Checks that the runtime can hold the tables of every configuration that a player may choose. */
function checkAllTables(label: string, game: AnyGame): void {
  for (const chosen of samples(game)) {
    const config = configure(game.settings, chosen);
    try {
      planTables(game, config);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // An error of the runtime names the game; an error of the game does not.
      const what = message.startsWith(`${label}:`) ? message : `${label}: tables() has thrown ${String(error)}`;
      throw new RangeError(`${what} (with the settings ${JSON.stringify(config)})`, { cause: error });
    }
    checkKeeps(label, game, config);
  }
  const config = configure(game.settings, {});
  for (const { name, capacity } of planTables(game, config).tables) {
    // A setting may leave a table without rows, but not by default.
    if (capacity === 0)
      throw new RangeError(`${label}: the table ${name} has no rows by default: give it one at least`);
  }
  const [once, again] = [shape(game, config), shape(game, config)];
  if (once !== again) {
    throw new RangeError(`${label}: tables() answers the same settings differently: let it depend on them alone`);
  }
}

/**
 * Completes a declaration.
 * @throws {RangeError | TypeError} the runtime cannot play this game; the message names the field and the remedy
 */
function checkedGame(declared: AnyDeclaration): AnyGame {
  if (globalThis.SCRIM_CHECKED === true) return complete(`game ${declared.name}`, declared);
  if (typeof declared.name !== "string") throw new TypeError("a game must have a name, a text");
  checkGameName(declared.name);
  const label = `game ${declared.name}`;
  checkShape(label, declared);
  const game = complete(label, declared);
  checkNumbers(label, game);
  checkInput(label, game.input);
  if (game.commands !== undefined) checkCommands(label, game.commands);
  checkSettings(label, game.settings);
  checkModes(label, game);
  checkAllTables(label, game);
  return game;
}

/**
 * The parts of a game that its world's type follows from, for functions that stand outside the game and are called by it:
 *
 *     const parts = defineWorld({ settings, input, tables: ({ seats }) => ({ … }) });
 *     type TagWorld = WorldOf<typeof parts>;
 *     function move(world: TagWorld, seat: number) { … }
 *     export const tag = defineGame({ ...parts, name: "tag", step(world) { move(world, 0); }, … });
 *
 * It checks nothing by itself: `defineGame` does.
 */
export function defineWorld<
  const S,
  const I = NoColumns,
  const T = NoTables,
  C = undefined,
  const M = NoCommands,
  const K extends string = never,
>(parts: WorldParts<I, T, S, C, M, K> & { readonly [P in K]?: unknown }): Parts<I, T, S, C, M, K> {
  return parts as unknown as Parts<I, T, S, C, M, K>;
}

/**
 * Declares a game; the types of `world.players.x` and the like follow from the tables. `tables` is called here, for the
 * ends of every setting and for every mode, so declare above it what it uses.
 * @returns the game, complete: what is left out has become the runtime's own
 * @throws {RangeError | TypeError} the runtime cannot play this game; the message names the field and the remedy
 */
export function defineGame<
  const S,
  const I = NoColumns,
  const T = NoTables,
  C = undefined,
  const D = Game["modes"],
  const M = NoCommands,
  R = Unread,
  const K extends string = never,
>(
  declared: Declaration<I, T, S, C, M, D, R, K> & Known<K, R>,
): Game<Inputs<K, I>, AllTables<K, T>, AllSettings<K, S>, C, M> {
  // A game's functions only ever get its own worlds.
  const game: unknown = checkedGame(declared as unknown as AnyDeclaration);
  return game as Game<Inputs<K, I>, AllTables<K, T>, AllSettings<K, S>, C, M>;
}
