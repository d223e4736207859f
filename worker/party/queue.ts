/** A party in the queue of a competitive mode: one ticket for all its members. */
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { poolFor } from "../objects.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { Coming } from "./rpc.ts";

type Mode = Pick<PoolPlace, "game" | "mode">;

const rulesOf = (games: Games, { game, mode }: Mode) => games.get(game)?.modes[mode]?.queue;

/** Whether players of this mode wait in a queue. */
export const isCompetitive = (games: Games, mode: Mode): boolean => rulesOf(games, mode) !== undefined;

/** So many players can be in one ticket: they play in one team, and on their own there are no mates. */
export const mostInTicket = (games: Games, mode: Mode): number => {
  const rules = rulesOf(games, mode);
  return rules?.teams?.size ?? rules?.players.max ?? 0;
};

/** @returns false where the pool is full, or one of them waits there already */
export const enqueue = (env: Env, place: PoolPlace, party: string, members: readonly Coming[]): Promise<boolean> =>
  poolFor(env, place).enterParty(
    place,
    party,
    members.map(({ player, name }) => ({ player, name, rtt: {} })),
  );

/** Takes the ticket back; one that is there no more stays so. */
export async function dequeue(env: Env, place: PoolPlace, party: string): Promise<void> {
  try {
    await poolFor(env, place).cancelParty(place, party);
  } catch (error) {
    // Its members' lines are closed by now, and the queue lets go of the ticket for that.
    log.warn("ticket_kept", { detail: messageOf(error) });
  }
}
