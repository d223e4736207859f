import { expect, it } from "vitest";
import { only } from "#test/support/games.ts";
import { spec } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Match } from "#worker/match/match.ts";

const NOW = 1_000_000;
const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

it("a match that the queue has made keeps its free seats for the players that it was made for", () => {
  const match = Match.create({ ...spec(), only: ["ada", "bob"] }, 1, only(scuffle));
  expect(match.reservations.reserveAll([named("ada")], NOW)).toMatchObject({ ok: true });
  expect(match.reservations.reserve("eve", "eve", NOW)).toEqual({ ok: false, reason: "full" });
  expect(match.reservations.reserveAll([named("bob", "eve")], NOW)).toEqual({ ok: false, reason: "full" });
  // A player who comes late finds a seat.
  expect(match.reservations.reserve("bob", "bob", NOW)).toMatchObject({ ok: true });
});

it("any other match takes any player", () => {
  const match = Match.create(spec(), 1, only(scuffle));
  expect(match.reservations.reserve("eve", "eve", NOW)).toMatchObject({ ok: true });
});
