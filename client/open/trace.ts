/** Client traces of this page's server, by the rules of the game that each is of. The page loads this with the first of them. */
import { codeFor } from "../session/recording/replay-request.ts";
import { openTrace } from "../session/recording/trace-files.ts";
import { rulesOf } from "../view/games/rules.ts";
import type { Replays } from "../view/shell.ts";

export const open: Replays["trace"] = (source, signal) =>
  openTrace(
    (url, init) => fetch(url, init),
    (game) => codeFor(rulesOf(game)),
    source,
    signal,
  );
