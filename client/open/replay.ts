/** Replays of this page's server, by the rules of the game that each is of. The page loads this with the first of them. */
import { openReplay } from "../session/recording/replay-files.ts";
import { codeFor } from "../session/recording/replay-request.ts";
import { rulesOf } from "../view/games/rules.ts";
import type { Replays } from "../view/shell.ts";

export const open: Replays["open"] = (source, from, signal) =>
  openReplay(
    (url, init) => fetch(url, init),
    (game) => codeFor(rulesOf(game)),
    source,
    from,
    signal,
  );
