/** Sessions with this page's server, by the rules of the match's game. The page loads this as a match is opened. */
import { openSession } from "../session/open.ts";
import { rulesOf } from "../view/games/rules.ts";
import type { SessionsOf } from "../view/shell.ts";

export const sessionsOf: SessionsOf = async (game, role) => {
  const [games, { lookBack }] = await Promise.all([
    rulesOf(game),
    role === "spectator" ? import("../session/recording/spectator-playback.ts") : { lookBack: undefined },
  ]);
  const origin = location.origin.replace(/^http/, "ws");
  return (options) => openSession({ ...options, games, lookBack, origin, now: () => performance.now() });
};
