/** The result of the round whose end is shown. */
import type { Result } from "#shared/protocol/results.ts";

/**
 * @param results the match's, the first round's first
 * @param since a tick of that round: a spectator may look back at one that others have followed. Undefined for the last one
 * @returns undefined where the server does not know it yet
 */
export async function endedRound(
  results: Promise<readonly Result[]>,
  since: number | undefined,
): Promise<Result | undefined> {
  const all = await results;
  return since === undefined ? all.at(-1) : all.find(({ tick }) => tick >= since);
}
