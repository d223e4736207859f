/** What ladders are called. */
import type { LadderPlace } from "./rpc.ts";

export const ladderName = ({ game, mode, season }: LadderPlace): string =>
  [game, mode, season].map(encodeURIComponent).join("/");
