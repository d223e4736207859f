import { expect, it } from "vitest";
import { countsOf } from "#client/view/pages/start-counts.ts";
import type { ModeCounts } from "#shared/protocol/http.ts";

const counts = (game: string, mode: string, [players, searching, open]: readonly number[]): ModeCounts => ({
  game,
  mode,
  players,
  searching,
  open,
  matches: open + 1,
});

it("sums what the server counts, of a mode and of a game", () => {
  const all = [
    counts("arena", "brawl", [13, 0, 2]),
    counts("arena", "teams", [1, 4, 1]),
    counts("puck", "duel", [2, 0, 0]),
  ];
  expect(countsOf(all, "arena", "teams")).toEqual({ players: 1, searching: 4, open: 1 });
  expect(countsOf(all, "arena")).toEqual({ players: 14, searching: 4, open: 3 });
  // One that the server does not know.
  expect(countsOf(all, "puck", "trios")).toEqual({ players: 0, searching: 0, open: 0 });
});
