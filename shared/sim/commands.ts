/**
 * Commands: what a player says once, beside the inputs that a seat holds. A command stands in the seat's row for the one
 * tick in which it counts. docs/decisions/commands.md
 */
import type { Cells } from "./columns.ts";
import type { TableView } from "./table.ts";

/** The values that an argument may have. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A game's own commands: by name, the ranges of their arguments by name. */
export type Commands = Readonly<Record<string, Readonly<Record<string, Range>>>>;

/** A game without commands of its own. */
export type NoCommands = Readonly<Record<never, never>>;

/** The most arguments of a command: as many columns as a seat has for them. */
export const MOST_ARGS = 3;

/** A game's own commands are numbered from here on: numbers below are the runtime's. */
export const FIRST_GAME_COMMAND = 32;
/** The most commands that a game may declare. */
export const MOST_COMMANDS = 64;

/** How many signs a player can make. What they say is the view's. */
export const EMOTES = 8;

/** A place in the world, in whole pixels as the game's view draws them. */
const PLACE: Range = { min: -32768, max: 32767 };

/** The commands that every game has. */
const OWN = {
  /** Shows a sign over the player's body. */
  emote: { which: { min: 0, max: EMOTES - 1 } },
  /** Points at a place. */
  ping: { x: PLACE, y: PLACE, kind: { min: 0, max: 3 } },
  /** Begins the round, though not all are ready: see lobby.ts. */
  start: {},
} as const satisfies Commands;

/** The names of the runtime's own commands: no game may declare one of them. */
export type OwnCommand = keyof typeof OWN;
export const OWN_COMMANDS: ReadonlySet<string> = new Set(Object.keys(OWN));

/**
 * Who may give a command, and how often.
 * - `talk`: any player, seldom; it is worth nothing when it comes late.
 * - `host`: the host of the match alone.
 * - `game`: any player whom the game's `legal` allows it.
 */
export type CommandSort = "talk" | "host" | "game";

const SORTS: Readonly<Record<string, CommandSort>> = { emote: "talk", ping: "talk", start: "host" };

export interface CommandSpec {
  /** Its number in the seat's row and on the wire, from 1. */
  readonly number: number;
  readonly name: string;
  readonly sort: CommandSort;
  readonly args: readonly (readonly [name: string, range: Range])[];
}

/** What a game tells of its commands. */
interface Declares {
  readonly commands?: Commands;
}

const specOf = (name: string, args: Commands[string], number: number): CommandSpec => ({
  number,
  name,
  sort: SORTS[name] ?? "game",
  args: Object.entries(args),
});

const ownSpecs: readonly CommandSpec[] = Object.entries(OWN).map(([name, args], i) => specOf(name, args, i + 1));

const kept = new WeakMap<Declares, ReadonlyMap<number | string, CommandSpec>>();

/** A game's commands, the runtime's own included, by number and by name. Looked up for every message, so kept. */
function specsOf(game: Declares): ReadonlyMap<number | string, CommandSpec> {
  const known = kept.get(game);
  if (known) return known;
  const specs = commandsOf(game);
  const byKey = new Map<number | string, CommandSpec>(
    specs.flatMap((spec) => [
      [spec.number, spec],
      [spec.name, spec],
    ]),
  );
  kept.set(game, byKey);
  return byKey;
}

/** All commands of a game, the runtime's own first. */
export function commandsOf({ commands = {} }: Declares): readonly CommandSpec[] {
  return [
    ...ownSpecs,
    ...Object.entries(commands).map(([name, args], i) => ({
      ...specOf(name, args, FIRST_GAME_COMMAND + i),
      sort: "game" as const,
    })),
  ];
}

/** The command of this name or number; undefined where the game has none. */
export const commandSpec = (game: Declares, key: number | string): CommandSpec | undefined => specsOf(game).get(key);

/** A command as it is in a seat's row and on the wire. */
export interface RawCommand {
  readonly number: number;
  /** `MOST_ARGS` of them; those that the command does not have are 0. */
  readonly args: readonly number[];
}

/** A command by its names: what rules and views read. */
export interface Command {
  readonly name: string;
  readonly args: Readonly<Record<string, number>>;
}

/** One of these commands, by its name: `name` tells which arguments there are. */
export type GameCommandOf<M> = string extends keyof M
  ? Command
  : {
      [K in keyof M & string]: { readonly name: K; readonly args: { readonly [A in keyof M[K]]: number } };
    }[keyof M & string];

/** A command of a game that declares these, or of the runtime's own. */
export type CommandOf<M> = GameCommandOf<M> | GameCommandOf<typeof OWN>;

/** Whether a game has such a command, and its arguments are within their ranges. */
export function isCommand(game: Declares, { number, args }: RawCommand): boolean {
  const spec = commandSpec(game, number);
  if (spec === undefined || args.length !== MOST_ARGS) return false;
  return args.every((value, i) => {
    const { min, max } = spec.args[i]?.[1] ?? { min: 0, max: 0 };
    return Number.isInteger(value) && value >= min && value <= max;
  });
}

/** A command by its numbers; undefined where the game has no such command, or an argument is missing or out of range. */
export function rawCommand(game: Declares, { name, args }: Command): RawCommand | undefined {
  const spec = commandSpec(game, name);
  if (spec === undefined || Object.keys(args).length !== spec.args.length) return undefined;
  const values = Array.from({ length: MOST_ARGS }, (_, i) => (i < spec.args.length ? args[spec.args[i][0]] : 0));
  const raw = { number: spec.number, args: values };
  return isCommand(game, raw) ? raw : undefined;
}

/** A command by its names. @throws {RangeError} the game has no such command */
export function namedCommand(game: Declares, { number, args }: RawCommand): Command {
  const spec = commandSpec(game, number);
  if (spec === undefined) throw new RangeError(`there is no command ${number}`);
  return { name: spec.name, args: Object.fromEntries(spec.args.map(([name], i) => [name, args[i]])) };
}

/**
 * A command's number, 32 bits: its upper half names the page that has given it, its lower half counts what that page has
 * given. So what one page of a player has said is never taken for what another has.
 */
const COUNT = 0xffff;

/** The number before the first of a page. @param page 1 to 65,535, drawn by chance */
export const pageSeq = (page: number): number => (page << 16) >>> 0;

/** The number after this one, of the same page; 0 follows 65,535. */
export const nextSeq = (seq: number): number => ((seq & ~COUNT) | ((seq + 1) & COUNT)) >>> 0;

/** Whether one page has given both. */
export const isOfOnePage = (a: number, b: number): boolean => a >>> 16 === b >>> 16;

/** Whether a command of the number `a` may still count where `b` is the last that has: it was given later, or by another page. */
export function isAfter(a: number, b: number): boolean {
  if (!isOfOnePage(a, b)) return true;
  const by = (a - b) & COUNT;
  return by > 0 && by <= COUNT >> 1;
}

/** The cells of a table of seats that hold commands. */
export interface CommandCells {
  /** The number of the last command that has counted in the seat, also one of an owner before; 0 = none yet. */
  readonly seq: Cells;
  /** The number of this tick's command; 0 = none. */
  readonly command: Cells;
  readonly args: readonly Cells[];
}

const SEQ = "commandSeq";
const COMMAND = "command";

/** How many columns of a table of seats are for commands. */
export const COMMAND_COLUMN_COUNT = 2 + MOST_ARGS;

/** Undefined for the seats of a world from before there were commands. */
export function commandCells({ placed, cells }: TableView): CommandCells | undefined {
  const seq = placed.index.get(SEQ);
  if (seq === undefined) return undefined;
  return { seq: cells[seq], command: cells[seq + 1], args: cells.slice(seq + 2, seq + 2 + MOST_ARGS) };
}

/** No seat gives a command. The numbers of the last ones stay. */
export function clearCommands({ placed, bytes }: TableView): void {
  const first = placed.index.get(COMMAND);
  // The columns stand one behind the other at the table's end.
  if (first !== undefined) bytes.fill(0, placed.columns[first].offset - placed.start);
}

/**
 * The seat has another owner, or none: what the last one has given is not the next one's. The number stays, as the player may
 * come back by the same page, and must not count again what has counted.
 */
export function forgetCommand(seats: TableView, seat: number): void {
  const cells = commandCells(seats);
  if (cells !== undefined) writeCommand(cells, seat, undefined);
}

/** The seat gives no command in this tick, though its inputs may name one. */
export function keepSilent(inputs: TableView, seats: TableView, seat: number): void {
  const [cells, held] = [commandCells(inputs), commandCells(seats)];
  if (cells === undefined || held === undefined) return;
  cells.seq[seat] = held.seq[seat];
  writeCommand(cells, seat, undefined);
}

/** Puts this tick's command into a seat's row; undefined for none. */
export function writeCommand({ command, args }: CommandCells, seat: number, raw: RawCommand | undefined): void {
  command[seat] = raw?.number ?? 0;
  for (const [i, cells] of args.entries()) cells[seat] = raw?.args[i] ?? 0;
}

/** The command that a seat gives in this tick. */
export function readCommand({ command, args }: CommandCells, seat: number): RawCommand | undefined {
  if (command[seat] === 0) return undefined;
  return { number: command[seat], args: args.map((cells) => cells[seat]) };
}
