/**
 * Checks that the runtime can hold a game's declared tables. Every planned layout passes through here, so an author
 * hears of a mistake by its name before a match begins.
 */
import { type Columns, type InputColumns, WIDTHS } from "./columns.ts";
import { type Commands, MOST_ARGS, MOST_COMMANDS } from "./commands.ts";
import { checkArgumentName, checkColumnName, checkCommandName, checkInputName, checkTableName } from "./names.ts";
import type { Table, Tables } from "./tables.ts";

/** The largest image, in bytes. A shooter with 1024 seats takes a third of it. */
export const MOST_BYTES = 1024 * 1024;

/** The most columns of an input: with more, the longest message of inputs would exceed the size that a server reads. */
export const MOST_INPUTS = 24;

const KINDS: readonly string[] = ["rows", "fixed", "events"];
const SHOWS: readonly string[] = ["interpolate", "predict", "snap"];
const BLENDS: readonly string[] = ["line", "turn", "step"];

/** The greatest value of a column of bits, the limit of JavaScript's bit operators. */
const MOST_BITS = 0x7fffffff;

/**
 * The entries of a declaration.
 * @throws {TypeError} the declaration is no plain object
 */
export function entriesOf<T>(label: string, what: string, declared: Readonly<Record<string, T>>): [string, T][] {
  if (typeof declared !== "object" || declared === null || Array.isArray(declared)) {
    throw new TypeError(`${label}: ${what} must be an object with a property for each`);
  }
  for (const name in declared) {
    // In an object literal, `__proto__: {…}` declares no property, but sets the prototype.
    if (!Object.hasOwn(declared, name)) throw new TypeError(`${label}: ${what} inherits ${name}: declare it by itself`);
  }
  const entries = Object.entries(declared);
  for (const [name, entry] of entries) {
    if (typeof entry !== "object" || entry === null) throw new TypeError(`${label}: ${what}.${name} must be an object`);
  }
  return entries;
}

/** @throws {RangeError | TypeError} a column is invalid; the message says how */
function checkColumns(label: string, table: string, columns: Columns): void {
  for (const [name, { type, blend, rate, snap }] of entriesOf(label, table, columns)) {
    const what = `${label}: ${table}.${name}`;
    if (!Object.hasOwn(WIDTHS, type)) {
      throw new RangeError(`${what} has the type ${type}: use ${Object.keys(WIDTHS).join(", ")}, angle or tag`);
    }
    if (!BLENDS.includes(blend)) throw new RangeError(`${what} has the blend ${blend}: use ${BLENDS.join(", ")}`);
    if (snap !== undefined && !(snap >= 0)) {
      throw new RangeError(`${what} has the snap ${snap}: use a number from 0 up, in units of the column`);
    }
    if (rate === undefined) continue;
    if (!Object.hasOwn(columns, rate)) {
      throw new RangeError(`${what} has the rate "${rate}", and ${table} has no such column: name one that it has`);
    }
    if (columns[rate].rate !== undefined) {
      throw new RangeError(`${what} has the rate "${rate}", which grows by a rate itself: name a column that does not`);
    }
  }
}

/**
 * @param label the game, as error messages name it
 * @throws {RangeError | TypeError} the input is invalid; the message says how
 */
export function checkInput(label: string, input: InputColumns): void {
  const entries = entriesOf(label, "input", input);
  for (const [name] of entries) checkInputName(label, name);
  checkColumns(label, "input", input);
  if (entries.length > MOST_INPUTS) {
    throw new RangeError(`${label}: input has ${entries.length} columns: use ${MOST_INPUTS} at most`);
  }
  for (const [name, { type, rate, min, max, idle, bits }] of entries) {
    const what = `${label}: input.${name}`;
    if (rate !== undefined) throw new RangeError(`${what} has a rate: an input has none`);
    if (![min, max, idle].every(Number.isInteger)) {
      throw new RangeError(`${what} goes from ${min} to ${max}, idle ${idle}: use whole numbers`);
    }
    if (!(min <= idle && idle <= max)) {
      throw new RangeError(`${what} is idle at ${idle}: use a value within its range, ${min} to ${max}`);
    }
    const width = WIDTHS[type];
    if (min < width.min || max > width.max) {
      throw new RangeError(`${what} goes from ${min} to ${max}: ${type} holds ${width.min} to ${width.max}`);
    }
    if (bits && (min !== 0 || max > MOST_BITS)) {
      throw new RangeError(`${what} holds bits from ${min} to ${max}: use buttons(1) to buttons(16)`);
    }
  }
}

/**
 * @param label the game, as error messages name it
 * @throws {RangeError | TypeError} a command is invalid; the message says how
 */
export function checkCommands(label: string, commands: Commands): void {
  const entries = entriesOf(label, "commands", commands);
  if (entries.length > MOST_COMMANDS) {
    throw new RangeError(`${label}: commands has ${entries.length} of them: use ${MOST_COMMANDS} at most`);
  }
  const { min: least, max: most } = WIDTHS.i32;
  for (const [name, declared] of entries) {
    checkCommandName(label, name);
    const args = entriesOf(label, `commands.${name}`, declared);
    if (args.length > MOST_ARGS) {
      throw new RangeError(`${label}: commands.${name} has ${args.length} arguments: use ${MOST_ARGS} at most`);
    }
    for (const [arg, { min, max }] of args) {
      checkArgumentName(label, name, arg);
      const what = `${label}: commands.${name}.${arg}`;
      if (![min, max].every(Number.isInteger) || min < least || max > most) {
        throw new RangeError(`${what} goes from ${min} to ${max}: use whole numbers from ${least} to ${most}`);
      }
      if (min > max) throw new RangeError(`${what} goes from ${min} to ${max}: put the lesser number first`);
    }
  }
}

function checkTable(label: string, name: string, table: Table, seats: number): void {
  const { kind, columns, capacity, show, perSeat, by } = table;
  checkTableName(label, name);
  const what = `${label}: the table ${name}`;
  if (!KINDS.includes(kind)) throw new TypeError(`${what} is of no kind: use rows, fixed, events or single`);
  if (!SHOWS.includes(show)) throw new RangeError(`${what} is shown by "${show}": use ${SHOWS.join(", ")}`);
  if (!(Number.isInteger(capacity) && capacity >= 0 && capacity <= MOST_BYTES)) {
    throw new RangeError(`${what} has the capacity ${capacity}: use a whole number from 0 to ${MOST_BYTES}`);
  }
  if (perSeat && capacity !== seats) {
    throw new RangeError(
      `${what} is perSeat and has the capacity ${capacity}, with ${seats} seats: use one row a seat`,
    );
  }
  if ("single" in table && (kind !== "fixed" || capacity !== 1)) {
    throw new RangeError(`${what} is single and has ${capacity} rows: use fixed or rows`);
  }
  for (const [column] of entriesOf(label, name, columns)) checkColumnName(label, column, name);
  checkColumns(label, name, columns);
  if (by !== undefined && (kind !== "events" || !Object.hasOwn(columns, by))) {
    throw new RangeError(`${what} is caused by "${by}": use one of the columns of a table of events`);
  }
}

/**
 * @param tables as the game declares them for so many seats
 * @throws {RangeError | TypeError} the runtime cannot hold such tables
 */
export function checkTables(label: string, tables: Tables, seats: number): void {
  for (const [name, table] of entriesOf(label, "tables()", tables)) checkTable(label, name, table, seats);
}
