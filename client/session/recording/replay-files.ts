/** Replays as the server has them: docs/HTTP.md. */
import { BadReplay, readReplay } from "#shared/replay/index.ts";
import { ask, type Fetch, ReplayFailure, type RulesOf, urlOf } from "./replay-request.ts";
import { ReplaySession } from "./replay-session.ts";

/**
 * Gets a replay, to be watched.
 * @param rulesOf gets the rules that it is played by
 * @param id a match's code, or CODE-N for its round N
 * @param from where it begins, in seconds
 * @param signal aborts it
 * @throws {ReplayFailure}
 */
export async function openReplay(
  fetch: Fetch,
  rulesOf: RulesOf,
  id: string,
  from: number,
  signal?: AbortSignal,
): Promise<ReplaySession> {
  const bytes = await ask(fetch, urlOf(id), `There is no replay ${id}.`, signal);
  try {
    const replay = await readReplay(bytes);
    return new ReplaySession(replay, await rulesOf(replay.head.game), from);
  } catch (error) {
    if (error instanceof BadReplay) throw new ReplayFailure("bad", error.message);
    throw error;
  }
}
