/** What the feed says of a goal. */
import type { Happening } from "#client/session/types.ts";
import { NOBODY } from "#shared/games/puck/tables.ts";
import { TEAMS } from "../common/teams.ts";
import type { News } from "../game-view.ts";

export const news = (happenings: readonly Happening[]): readonly News[] =>
  happenings
    .filter(({ table }) => table === "goals")
    .map(({ values: { team, seat } }) =>
      seat === NOBODY
        ? { by: -1, what: `own goal of Team ${TEAMS[1 - team].title}`, to: -1 }
        : { by: seat, what: `scores for Team ${TEAMS[team].title}`, to: -1 },
    );
