/** What a player is told that a round has come to. */
import { expect, it } from "vitest";
import type { Board, BoardRow } from "#client/view/games/game-view.ts";
import { outcomeOf } from "#client/view/match/outcome.ts";
import { orderOf } from "#client/view/parts/ordinal.ts";

const mark = { colour: "#fff", sign: "1", shape: "round" } as const;
const row = (seat: number, rank: number): BoardRow => ({ seat, rank, mark, cells: [], votes: false });
const team = (...seats: number[]) => ({ title: "", mark, score: 0, seats: new Set(seats) });

/** Seats in the order of their ranks. */
const board = (ranks: readonly number[], winners: readonly number[], teams: Board["teams"] = []): Board => ({
  columns: [],
  rows: ranks.map((rank, seat) => row(seat, rank)),
  teams,
  verdict: { text: "", seats: new Set(winners) },
});

it("is a victory for the first alone, and a place for all others", () => {
  const eight = board([1, 2, 3, 4, 5, 5, 7, 8], [0]);
  const told = eight.rows.map(({ seat }) => outcomeOf(eight, seat));
  expect(told.map(({ text }) => text)).toEqual([
    "Victory",
    "2nd of 8",
    "3rd of 8",
    "4th of 8",
    "5th of 8",
    "5th of 8",
    "7th of 8",
    "8th of 8",
  ]);
  expect(told.map(({ tone }) => tone)).toEqual(["won", "placed", "placed", ...Array(5).fill("plain")]);
});

it("is a draw for those who share the first place where no player wins", () => {
  const tie = board([1, 1, 3], []);
  expect([0, 1, 2].map((seat) => outcomeOf(tie, seat).text)).toEqual(["Draw", "Draw", "3rd of 3"]);
});

it("is the team's, where there are teams", () => {
  const won = board([1, 2, 3, 4], [0, 3], [team(0, 3), team(1, 2)]);
  expect([0, 1, 2, 3].map((seat) => outcomeOf(won, seat).text)).toEqual(["Victory", "Defeat", "Defeat", "Victory"]);
  const drawn = board([1, 2], [], [team(0), team(1)]);
  expect(outcomeOf(drawn, 1)).toEqual({ tone: "draw", text: "Draw" });
});

it("is neither for a spectator, and where an update has ended the round early", () => {
  expect(outcomeOf(board([1, 2], [0]), -1).text).toBe("Match over");
  expect(outcomeOf({ ...board([1, 2], [0]), verdict: undefined }, 0).text).toBe("Match over");
});

it("names places as people do", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111].map(orderOf).join(" ")).toBe(
    "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th",
  );
});
