/** The rules by themselves, without server and browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TestMatch } from "scrim/test";
import { game } from "./game.ts";

test("a body goes where its player steers it, and stays on the field", () => {
  const match = new TestMatch(game);
  const { players } = match.world;
  match.run(1);
  const from = players.x[0];
  match.give(0, { mx: 5 });
  match.run(10);
  assert.equal(players.x[0], from + 50);
  match.give(0, { mx: -8 });
  match.run(1000);
  assert.equal(players.x[0], 0);
});
