/** A party in the queue of a competitive mode: one ticket for all its members. */
import { type Games, queueRules } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { poolFor } from "../objects.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { NoEntry, PartyWish } from "../queue/wish.ts";
import { within } from "../time-limit.ts";

type Mode = Pick<PoolPlace, "game" | "mode">;

const rulesOf = (games: Games, { game, mode }: Mode) => games.get(game)?.modes[mode]?.queue;

/** Whether players of this mode wait in a queue. */
export const isCompetitive = (games: Games, mode: Mode): boolean => rulesOf(games, mode) !== undefined;

/** So many players can be in one ticket: they play in one team, and on their own there are no mates. */
export const mostInTicket = (games: Games, mode: Mode): number => {
  const rules = rulesOf(games, mode);
  return rules?.teams?.size ?? rules?.players.max ?? 0;
};

/** How far a player may be from a match of this mode at most, in milliseconds. */
export const farthest = (games: Games, mode: Mode): number | undefined => {
  const rules = rulesOf(games, mode);
  return rules && queueRules(rules).never?.rtt;
};

/** A pool asks ladders and other pools before it answers: so long it may take, in milliseconds. */
const ENTRY_MS = 15_000;

/** What a pool of the build before says to the question that it does not know. */
const isUnknown = (error: unknown): boolean => /does not implement/.test(messageOf(error));

/**
 * @returns why not; undefined where they wait now
 * @throws {Overdue} the pool does not answer: they may wait there, so take the ticket back
 */
export async function enqueue(env: Env, place: PoolPlace, wish: PartyWish): Promise<NoEntry | undefined> {
  const pool = poolFor(env, place);
  const seek = async (): Promise<NoEntry | undefined> => pool.seekTogether(place, wish);
  try {
    return await within(ENTRY_MS, "enter a queue", seek());
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const isIn = await within(ENTRY_MS, "enter a queue", pool.enterParty(place, wish.party, wish.members));
    return isIn ? undefined : { why: "full" };
  }
}

/** Takes the ticket back; one that is there no more stays so. */
export async function dequeue(env: Env, place: PoolPlace, party: string): Promise<void> {
  try {
    await poolFor(env, place).cancelParty(place, party);
  } catch (error) {
    // Its members' lines are closed by now, and the queue lets go of the ticket for that.
    log.warn("ticket_kept", { detail: messageOf(error) });
  }
}
