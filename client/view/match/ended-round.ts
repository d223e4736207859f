/** The result of the round that a player has just seen end. */
import type { Result } from "#shared/protocol/results.ts";

/**
 * @param results the match's, the first round's first
 * @param since a tick of that round. A spectator may look back at a round that others have followed
 * @returns undefined where the server does not know it yet
 */
export const endedRound = async (results: Promise<readonly Result[]>, since: number): Promise<Result | undefined> =>
  (await results).find(({ tick }) => tick >= since);
