/** What a game takes to write: lines of code of the games that are there to be read first. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { keep, show } from "../results.ts";

const GAMES = ["tag", "dice"] as const;

/** The parts of a game, and where their files are. */
type Files = readonly [folder: string, name: RegExp];
const PARTS: Readonly<Record<"rules" | "view" | "card" | "styles", (game: string) => Files>> = {
  rules: (game) => [join("shared/games", game), /\.ts$/],
  view: (game) => [join("client/view/games", game), /^(?!card\.ts$).*\.ts$/],
  card: (game) => [join("client/view/games", game), /^card\.ts$/],
  styles: (game) => [join("client/view/games", game), /\.css$/],
};

const commentsOfStyles = (source: string): readonly { readonly start: number; readonly end: number }[] =>
  [...source.matchAll(/\/\*[\s\S]*?\*\//g)].map(({ 0: text, index }) => ({ start: index, end: index + text.length }));

/** Lines with code in them: neither empty nor all comment. @param file names the language by its end */
export function codeLines(file: string, source: string): number {
  const comments = file.endsWith(".css") ? commentsOfStyles(source) : parseSync(file, source).comments;
  let code = source;
  // Line breaks stay, so that what is left of a comment is empty lines.
  for (const { start, end } of comments)
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, " ") + code.slice(end);
  return code.split("\n").filter((line) => line.trim() !== "").length;
}

function linesIn(folder: string, files: RegExp): number {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  return names
    .filter((name) => files.test(name))
    .map((name) => join(folder, name))
    .reduce((sum, file) => sum + codeLines(file, readFileSync(file, "utf8")), 0);
}

/**
 * Counts them. `tagLines` and `diceLines` are rules and view; the card, which is the game's place on the start page, and styles are
 * counted beside. Nothing is kept of a game that is not there.
 */
export function author(): void {
  const rows = GAMES.map((game) => {
    const [rules, view, card, styles] = Object.values(PARTS).map((of) => linesIn(...of(game)));
    return { game, rules, view, "rules and view": rules + view, card, styles };
  });
  for (const { game, rules, view } of rows) if (rules * view > 0) keep(`author.${game}Lines`, rules + view);
  show("Lines of code of a game, without empty lines and comments", rows);
}
