/**
 * Where the games are that a command is about: those of this tree, or those of an author's repository, which has this package
 * among its dependencies and runs its commands.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import { UsageError } from "../usage.ts";

/** A game's files, as absolute paths. */
export interface GameFiles {
  /** Exports `game`: what `defineGame` answers. */
  readonly rules: string;
  /** Loaded by the card alone. */
  readonly view: string;
  /** Exports `card`. */
  readonly card: string;
}

export interface Project {
  readonly folder: string;
  /** The first is the default. */
  readonly games: readonly GameFiles[];
}

/** The root of this package. */
export const PACKAGE = realpathSync(join(import.meta.dirname, "../.."));

/** What an author's package.json may say of the games: the folder of each; without it there is one, beside package.json. */
const Package = v.object({
  scrim: v.optional(v.object({ games: v.pipe(v.array(v.string()), v.minLength(1)) }), { games: ["."] }),
});

function packageOf(folder: string): v.InferOutput<typeof Package> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) throw new UsageError(`${folder} has no package.json: scrim runs in the folder of a game`);
  const read = v.safeParse(Package, JSON.parse(readFileSync(file, "utf8")));
  if (read.success) return read.output;
  throw new UsageError(`${file}: "scrim" takes { "games": ["FOLDER", …] }: ${read.issues[0].message}`);
}

function filesIn(folder: string): GameFiles {
  const [rules, view, card] = ["game.ts", "view.ts", "card.ts"].map((name) => {
    const file = join(folder, name);
    if (!existsSync(file)) throw new UsageError(`there is no ${file}: a game is game.ts, view.ts and card.ts`);
    return file;
  });
  return { rules, view, card };
}

/**
 * The author's repository at this folder; undefined where it is this tree.
 * @throws {UsageError} there is no game
 */
export function projectAt(cwd: string = process.cwd()): Project | undefined {
  const folder = realpathSync(cwd);
  if (folder === PACKAGE) return undefined;
  return { folder, games: packageOf(folder).scrim.games.map((game) => filesIn(resolve(folder, game))) };
}

/** What stands in the place of the two lists of this tree's games, by what these are imported as. @param at how a file is imported */
export function listsOf({ games }: Project, at: (file: string) => string): Readonly<Record<string, string>> {
  const imported = (what: string, of: (files: GameFiles) => string): string =>
    games.map((files, n) => `import { ${what} as ${what}${n} } from ${JSON.stringify(at(of(files)))};\n`).join("");
  const named = (what: string): string => games.map((_, n) => `${what}${n}`).join(", ");
  const registry = JSON.stringify(at(join(PACKAGE, "shared/sim/index.ts")));
  return {
    "#shared/games/index.ts": `import { registry } from ${registry};\n${imported("game", ({ rules }) => rules)}export const games = registry(${named("game")});\n`,
    "#client/view/games/cards.ts": `${imported("card", ({ card }) => card)}export const cards = [${named("card")}];\n`,
  };
}
