/** Asks for the players that a player has blocked, on their way into a match, a queue or a party. docs/decisions/blocks.md */
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { playerOf } from "../objects.ts";
import { within } from "../time-limit.ts";

/** So long a player waits for it at most, in milliseconds. */
const ASK_MS = 2000;

/** @returns their ids; none where that is not known in time, for no player is kept from playing by it */
export async function blockedBy(env: Pick<Env, "PLAYER">, player: string): Promise<readonly string[]> {
  const ask = async () => playerOf(env, player).blocked();
  try {
    return await within(ASK_MS, "ask who is blocked", ask());
  } catch (error) {
    log.warn("player_silent", { detail: messageOf(error) });
    return [];
  }
}
