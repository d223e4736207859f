/** Replays as the server has them: docs/HTTP.md. */
import { BadReplay, readReplay } from "#shared/replay/index.ts";
import { ask, type Fetch, ReplayFailure, type RulesOf } from "./replay-request.ts";
import { ReplaySession } from "./replay-session.ts";
import type { FileSource } from "./sources.ts";

/**
 * Gets a replay, to be watched.
 * @param rulesOf gets the rules that it is played by
 * @param from where it begins, in seconds
 * @param signal aborts it
 * @throws {ReplayFailure}
 */
export async function openReplay(
  fetch: Fetch,
  rulesOf: RulesOf,
  { url, missing }: FileSource,
  from: number,
  signal?: AbortSignal,
): Promise<ReplaySession> {
  const bytes = await ask(fetch, url, missing, signal);
  try {
    const replay = await readReplay(bytes);
    return new ReplaySession(replay, await rulesOf(replay.head.game), from);
  } catch (error) {
    if (error instanceof BadReplay) throw new ReplayFailure("bad", error.message);
    throw error;
  }
}
