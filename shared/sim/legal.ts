/** Whether the game allows a seat a command now: asked on the server, and on the client that predicts and shows it. */
import { commandSpec, namedCommand, type RawCommand } from "./commands.ts";
import type { WorldBase } from "./world.ts";

/** What is the runtime's own is no concern of the game's. @param world the one before the tick in which it would count */
export function isLegal(world: WorldBase, seat: number, command: RawCommand): boolean {
  const { game } = world.layout;
  if (game.legal === undefined || commandSpec(game, command.number)?.sort !== "game") return true;
  return game.legal(world, seat, namedCommand(game, command)) === true;
}
