/** The options of `npm run simulate`. */
import { parseArgs } from "node:util";
import { drawn, gameOf } from "./games.ts";
import type { Course } from "./world.ts";

const GAMES = [...drawn.keys()].join("|");

export const USAGE =
  `npm run simulate -- [--seeds 1000] [--from 1] [--game ${GAMES}] [--only MISHAP,MISHAP] [--ms MILLISECONDS]` +
  ` | --hunt MINUTES [--game ${GAMES}] | --help`;

/** An unknown option, or a value out of range. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Options =
  | { readonly type: "help" }
  | ({ readonly type: "seeds"; readonly seeds: number; readonly from: number } & Omit<Course, "seed">)
  | { readonly type: "hunt"; readonly minutes: number; readonly game: string | undefined };

/** @throws {UsageError} */
export function readOptions(args: readonly string[]): Options {
  const { help, hunt, game, seeds, from, only, ms } = parse(args);
  if (help) return { type: "help" };
  if (game !== undefined) checkGame(game);
  if (hunt !== undefined) {
    if ([seeds, from, only, ms].some((value) => value !== undefined)) {
      throw new UsageError("--hunt draws its own seeds: it goes with --game alone");
    }
    return { type: "hunt", minutes: number("hunt", hunt, { whole: false, least: 0, most: 10_000 }), game };
  }
  return {
    type: "seeds",
    seeds: number("seeds", seeds ?? "1000", { least: 1, most: 2 ** 31 }),
    from: number("from", from ?? "1", { least: 1, most: 2 ** 31 }),
    game,
    only: only
      ?.split(",")
      .filter((one) => one !== "")
      .map((one) => number("only", one, { least: 0, most: 1e6 })),
    ms: ms === undefined ? undefined : number("ms", ms, { least: 0, most: 3_600_000 }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = {
    seeds: text,
    from: text,
    game: text,
    only: text,
    ms: text,
    hunt: text,
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Of several sentences the first says what is wrong.
    throw new UsageError(error instanceof Error ? error.message.split(/\.\s/, 1)[0] : String(error));
  }
}

function checkGame(name: string): void {
  try {
    gameOf(name);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

function number(name: string, text: string, { least, most, whole = true }: Range): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(
    `--${name} is a ${whole ? "whole " : ""}number from ${least} to ${most}, not ${JSON.stringify(text)}`,
  );
}
