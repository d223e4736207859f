/** Names for the parts of a game. */
import { OWN_COMMANDS } from "./commands.ts";

/**
 * A table, a column, a setting: it is read as `world.NAME`, and its place in a declaration is its place on the wire.
 */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** A game, a mode: it also stands in addresses, in folders and in the handshake. */
const LABEL = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

/** Properties of every world, and the name that views know all commands by. */
const WORLD_NAMES = [
  "tick",
  "random",
  "secret",
  "seats",
  "config",
  "level",
  "layout",
  "bytes",
  "words",
  "views",
  "world",
  "past",
  "seen",
  "command",
  "commands",
  "seatTable",
  "seed",
  "currentSeed",
  "hash",
  "clone",
  "copyFrom",
  "forkFrom",
] as const;
export type WorldName = (typeof WORLD_NAMES)[number];
const WORLD: ReadonlySet<string> = new Set(WORLD_NAMES);

/** Columns of `world.seats` beside the input. */
const SEAT_NAMES = ["kind", "seen", "commandSeq", "command", "commandA", "commandB", "commandC"] as const;
export type SeatName = (typeof SEAT_NAMES)[number];
const SEATS: ReadonlySet<string> = new Set(SEAT_NAMES);

const NONE: ReadonlySet<string> = new Set();

function check(label: string, what: string, name: string, own: ReadonlySet<string>): void {
  if (!NAME.test(name)) {
    throw new RangeError(
      `${label}: ${what} cannot be called ${JSON.stringify(name)}: use up to 64 letters, digits and _, with no digit first`,
    );
  }
  if (own.has(name) || name in Object.prototype) {
    throw new RangeError(`${label}: ${what} cannot be called ${name}, which the runtime has itself: use another name`);
  }
}

function checkLabel(label: string, what: string, name: string): void {
  if (!LABEL.test(name) || name in Object.prototype) {
    throw new RangeError(
      `${label}: ${what} cannot be called ${JSON.stringify(name)}: use up to 32 letters, digits, _ and -, with a letter first`,
    );
  }
}

/** @throws {RangeError} the name is invalid, or the runtime has it itself */
export const checkTableName = (label: string, name: string): void => check(label, "a table", name, WORLD);

/** @throws {RangeError} the name is invalid, or the runtime has it itself */
export function checkColumnName(label: string, name: string, table?: string): void {
  check(label, table === undefined ? "a column" : `a column of ${table}`, name, NONE);
}

/** @throws {RangeError} the name is invalid, or the runtime has it itself */
export function checkInputName(label: string, name: string): void {
  check(label, "a column of the input", name, SEATS);
}

/** @throws {RangeError} the name is invalid */
export const checkSettingName = (label: string, name: string): void => check(label, "a setting", name, NONE);

/** @throws {RangeError} the name is invalid, or that of one of the runtime's own commands */
export const checkCommandName = (label: string, name: string): void => check(label, "a command", name, OWN_COMMANDS);

/** @throws {RangeError} the name is invalid */
export function checkArgumentName(label: string, command: string, name: string): void {
  check(label, `an argument of commands.${command}`, name, NONE);
}

/** @throws {RangeError} the name is invalid */
export const checkGameName = (name: string): void => checkLabel("a game", "it", name);

/** @throws {RangeError} the name is invalid, or is that of matches without a mode */
export function checkModeName(label: string, name: string): void {
  checkLabel(label, "a mode", name);
  if (name === CUSTOM) {
    throw new RangeError(`${label}: a mode cannot be called ${name}, which means "none of them": use another name`);
  }
}

/** The mode of a match that was made from settings alone. No game may have a mode of this name. */
export const CUSTOM = "custom";
