/**
 * How every command of this project reads its line: `--help` prints the usage and ends with 0; what cannot be done as it
 * was asked for is said in one line, and ends with 2.
 */
import { readFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>["values"];

export interface Command<O extends Options> {
  /** What `--help` prints. Its first line says how the command is called. */
  readonly usage: string;
  /** As `parseArgs` of node:util takes them, without `help`. */
  readonly options: O;
  /** How many words beside the options there may be at most; none where it is not said. */
  readonly words?: number;
}

/** What is wrong with a command line, or with what it names. The message is one line. */
export class UsageError extends Error {}

const HELP = { help: { type: "boolean", short: "h" } } as const satisfies Options;

const HINT = " (--help says how it goes)";

/** The first sentence of what `parseArgs` complains of; what follows is advice on how to escape dashes. */
const complaint = (error: Error): string => (error.message.split(/\.? To specify|\n/)[0] ?? "").replace(/\.$/, "");

/**
 * Reads a command line.
 * @returns undefined where help was asked for
 * @throws {UsageError} an unknown option, an option without its value, or too many words
 */
export function readLine<const O extends Options>(
  { options, words = 0 }: Command<O>,
  args: readonly string[],
): { readonly values: Values<O>; readonly words: readonly string[] } | undefined {
  try {
    const read = parseArgs({ args: [...args], options: { ...options, ...HELP }, allowPositionals: true, strict: true });
    if ((read.values as { help?: boolean }).help) return undefined;
    const surplus = read.positionals[words];
    if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many${HINT}`);
    return { values: read.values as Values<O>, words: read.positionals };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(complaint(error) + HINT);
    throw error;
  }
}

/**
 * Runs a command: reads its line, does what it asks for, and sets the exit code: what `work` answers, 0 for help, or 2
 * where the line, or what it names, is wrong. Any other error is a fault, and is thrown on.
 * @param work answers the exit code; throws a `UsageError` for a value that it cannot take
 */
export async function runCommand<const O extends Options>(
  command: Command<O>,
  work: (values: Values<O>, words: readonly string[]) => number | Promise<number>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  try {
    const line = readLine(command, args);
    if (line === undefined) console.log(command.usage.trimEnd());
    process.exitCode = line === undefined ? 0 : await work(line.values, line.words);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** What a number on a command line may be. */
export interface Range {
  readonly min: number;
  readonly max?: number;
}

const inWords = ({ min, max }: Range): string => (max === undefined ? `from ${min} up` : `from ${min} to ${max}`);

/**
 * @param name what the number is for, such as "--players"
 * @throws {UsageError} no number, or one out of range
 */
export function numberIn(name: string, text: string, range: Range): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= range.min && value <= (range.max ?? Number.MAX_VALUE))) {
    throw new UsageError(`${name} takes a number ${inWords(range)}, not "${text}"`);
  }
  return value;
}

/** As `numberIn`, for whole numbers. */
export function wholeIn(name: string, text: string, range: Range): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < range.min || value > (range.max ?? value)) {
    throw new UsageError(`${name} takes a whole number ${inWords(range)}, not "${text}"`);
  }
  return value;
}

/** @throws {UsageError} the text is none of the names */
export function oneOf<N extends string>(name: string, text: string, names: readonly N[]): N {
  const found = names.find((one) => one === text);
  if (found === undefined) throw new UsageError(`${name} takes ${names.join(", ")}, not "${text}"`);
  return found;
}

/** A file's bytes. @throws {UsageError} it cannot be read; the message is the file system's */
export function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Error && "code" in error ? new UsageError(`${path}: ${error.message}`) : error;
  }
}
