/** What a match tells of itself: whose turn it is. */
import { describe, expect, it } from "vitest";
import { type AnyGame, configure, emptyWorld, plan, type Status } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import { turnOf } from "#worker/match/report.ts";

const world = (game: AnyGame) => emptyWorld(plan(game, configure(game.settings, {})));
const turns = (seat: number, status: Status): AnyGame => ({
  ...(toy as AnyGame),
  turn: () => seat,
  status: () => status,
});

describe("the turn that a match tells", () => {
  it("is the game's while a round is on, and no seat's before and after", () => {
    expect(turnOf(world(turns(2, "live")), "live")).toEqual({ turn: 2 });
    expect(turnOf(world(turns(2, "waiting")), "waiting")).toEqual({ turn: -1 });
    expect(turnOf(world(turns(2, "ended")), "ended")).toEqual({ turn: -1 });
  });

  it("is none in a game without turns: the field is missing", () => {
    expect(turnOf(world(toy as AnyGame), "live")).toEqual({});
  });
});
