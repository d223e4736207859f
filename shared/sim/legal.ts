/** Whether the game allows a seat a command now: asked on the server, and on the client that predicts and shows it. */
import { type Command, commandSpec, namedCommand, type RawCommand, rawCommand } from "./commands.ts";
import type { WorldBase } from "./world.ts";

/** The most characters of a refusal: what is longer ends in "…". */
export const MOST_WORDS = 100;

/** A refusal of the game's that has no words. */
const NOT_NOW = "Not now";
const NO_COMMAND = "There is no such move";

/** One line of plain characters. */
function plain(words: string): string {
  const line = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = [...line];
  return characters.length <= MOST_WORDS ? line : `${characters.slice(0, MOST_WORDS - 1).join("")}…`;
}

/**
 * Why the game does not allow a seat this command now, in words for the player; undefined where it does. What is the runtime's
 * own is no concern of the game's.
 * @param world the one before the tick in which it would count
 */
export function rawRefusal(world: WorldBase, seat: number, command: RawCommand): string | undefined {
  const { game } = world.layout;
  if (game.legal === undefined || commandSpec(game, command.number)?.sort !== "game") return undefined;
  const answer = game.legal(world, seat, namedCommand(game, command));
  if (answer === true) return undefined;
  return (typeof answer === "string" && plain(answer)) || NOT_NOW;
}

/** Whether the game allows a seat this command now. @param world the one before the tick in which it would count */
export const isLegal = (world: WorldBase, seat: number, command: RawCommand): boolean =>
  rawRefusal(world, seat, command) === undefined;

/**
 * Why this seat cannot give this command now, in words for the player; undefined where it can. For views, which make buttons
 * grey by it.
 * @param world the newest that the view has: `drawn.predicted`
 */
export function refusalOf(world: WorldBase, seat: number, command: Command): string | undefined {
  const raw = rawCommand(world.layout.game, command);
  return raw === undefined ? NO_COMMAND : rawRefusal(world, seat, raw);
}
