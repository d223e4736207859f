import { expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { createWorld } from "#shared/sim/index.ts";

it("kills of others and goals are what is worth a look", () => {
  const world = createWorld(arena, { seats: 4 }, 1);
  for (const [killer, victim] of [
    [0, 1],
    [0, 2],
    [3, 3],
  ])
    world.kills.spawn({ killer, victim, weapon: 0 });
  expect([0, 1, 3].map((seat) => arena.highlight?.(world, seat))).toEqual([2, 0, 0]);
  const rink = createWorld(puck, { seats: 2 }, 1);
  expect(puck.highlight?.(rink, 1)).toBe(0);
  rink.goals.spawn({ team: 1, seat: 1 });
  expect([0, 1].map((seat) => puck.highlight?.(rink, seat))).toEqual([0, 1]);
});
