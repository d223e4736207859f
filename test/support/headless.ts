/** Headless players, made of the same parts as the page's client. */

import { newcomer } from "#client/bots/crowd.ts";
import type { Api } from "#client/net/api.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import type { Admission } from "#shared/protocol/index.ts";

/** The API for a new player, without a token. */
export const apiOf = (url: string): Api => newcomer(url, "arena");

export const origin = (url: string): string => url.replace(/^http/, "ws");

/** Opens the session that an admission is for. */
export function sessionFor(url: string, api: Api, admission: Admission): Session {
  const { code, role } = admission;
  return openSession({
    games,
    code,
    role,
    admission,
    admit: () => (role === "player" ? api.join(code, "Again") : api.watch(code)),
    origin: origin(url),
    now: () => performance.now(),
  });
}

/** Draws frames, as a page does: a player whose page draws nothing has no body yet. Answers how to stop. */
export function keepDrawing(session: Session): () => void {
  const timer = setInterval(() => {
    // A page that has drawn something says what its player does: for now, nothing.
    if (session.frame(performance.now())) session.setInput({});
  }, 50);
  return () => clearInterval(timer);
}

/** Resolves when `condition` holds; looks every few milliseconds. @throws after `timeout` milliseconds */
export async function until(condition: () => boolean, timeout = 10_000): Promise<void> {
  const end = performance.now() + timeout;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not within ${timeout} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
