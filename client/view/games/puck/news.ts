/** What the feed says of a goal. */
import type { GameEvent } from "#client/session/types.ts";
import { NONE } from "#shared/games/puck/tables.ts";
import { teamTitle } from "../common/teams.ts";
import type { News } from "../game-view.ts";

export const news = (events: readonly GameEvent[]): readonly News[] =>
  events
    .filter(({ table }) => table === "goals")
    .map(({ values: { team, seat } }) =>
      seat === NONE
        ? { by: -1, what: `own goal of ${teamTitle(1 - team)}`, to: -1 }
        : { by: seat, what: `scores for ${teamTitle(team)}`, to: -1 },
    );
