/** Replays of this page's server, by the rules of this build's games. The page loads this with the first of them. */
import { openReplay } from "../session/recording/replay-files.ts";
import { games } from "../view/games/rules.ts";
import type { Replays } from "../view/shell.ts";

export const open: Replays["open"] = (id, from, signal) =>
  openReplay((url, init) => fetch(url, init), games, id, from, signal);
