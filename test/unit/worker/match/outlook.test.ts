import { describe, expect, it } from "vitest";
import { defineGame, plan, type Status, setUp } from "#shared/sim/index.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { outlookOf } from "#worker/match/report.ts";
import { Seats } from "#worker/match/seats/seats.ts";

/** What a match tells its pool of a round of which so much is left. */
function told(left: number | undefined, status: Status = "live", team = (_seat: number) => -1) {
  const game = defineGame({ ...scuffle, status: () => status, ...(left !== undefined && { roundLeft: () => left }) });
  const seats = new Seats(4);
  seats.teamOf = team;
  return { seats, outlook: () => outlookOf(setUp(plan(game, { seats: 4 }), 7), seats) };
}

describe("a match tells its pool", () => {
  it("how much of its round is left, in eighths, so that it reports eight times a round", () => {
    const lefts = [1, 0.99, 0.875, 0.25, 0.2499, 0.01, 0, -1, 9].map((left) => told(left).outlook().left);
    expect(lefts).toEqual([1, 0.875, 0.875, 0.25, 0.125, 0, 0, 0, 1]);
  });

  it("nothing of it while no round is on, and where the game does not say it", () => {
    expect(told(0.5, "waiting").outlook().left).toBeUndefined();
    expect(told(0.5, "ended").outlook().left).toBeUndefined();
    expect(told(undefined).outlook().left).toBeUndefined();
  });

  it("how many players each team has, bots left out", () => {
    const { seats, outlook } = told(1, "live", (seat) => seat % 2);
    seats.setBot(1, true);
    seats.arrive({ player: "ada", seat: 0, name: "Ada" }, 1);
    seats.arrive({ player: "bob", seat: 2, name: "Bob" }, 1);
    expect(outlook().teams).toEqual([2, 0]);
    expect(told(1).outlook().teams).toBeUndefined();
  });
});
