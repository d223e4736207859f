/** Client traces of this page's server, by the rules of this build's games. The page loads this with the first of them. */
import { openTrace } from "../session/recording/trace-files.ts";
import { games } from "../view/games/rules.ts";
import type { Replays } from "../view/shell.ts";

export const open: Replays["trace"] = (id, signal) => openTrace((url, init) => fetch(url, init), games, id, signal);
