import { expect, it } from "vitest";
import { CountsOf } from "#client/view/pages/start-counts.ts";
import type { MatchInfo } from "#shared/protocol/http.ts";

const match = (change: Partial<MatchInfo>): MatchInfo => ({
  code: "4G7K2M9QXZ",
  game: "arena",
  mode: "brawl",
  status: "live",
  seats: 8,
  players: 3,
  bots: 5,
  spectators: 2,
  listed: true,
  ...change,
});

it("counts players and open matches, of a mode and of a game", () => {
  const counts = new CountsOf([
    match({}),
    match({ players: 8 }),
    match({ status: "waiting", players: 0 }),
    match({ status: "ended", players: 2 }),
    match({ mode: "teams", players: 1 }),
    match({ game: "puck", mode: "duel", seats: 2, players: 2 }),
  ]);
  expect(counts.of("arena", "brawl")).toEqual({ players: 13, open: 2 });
  expect(counts.of("arena")).toEqual({ players: 14, open: 3 });
  expect(counts.of("puck")).toEqual({ players: 2, open: 0 });
  expect(counts.of("puck", "trios")).toEqual({ players: 0, open: 0 });
});
