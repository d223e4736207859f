/** Sessions with this page's server, by the rules of the match's game. The page loads this as a match is opened. */
import { openSession } from "../session/open.ts";
import { rulesOf } from "../view/games/rules.ts";
import type { SessionsOf } from "../view/shell.ts";

export const sessionsOf: SessionsOf = async (game) => {
  const games = await rulesOf(game);
  const origin = location.origin.replace(/^http/, "ws");
  return (options) => openSession({ ...options, games, origin, now: () => performance.now() });
};
