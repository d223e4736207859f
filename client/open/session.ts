/** Sessions with this page's server, by the rules of this build's games. The page loads this as a match is opened. */
import { openSession } from "../session/open.ts";
import { games } from "../view/games/rules.ts";
import type { OpenSession } from "../view/shell.ts";

export const open: OpenSession = (options) =>
  openSession({ ...options, games, origin: location.origin.replace(/^http/, "ws"), now: () => performance.now() });
