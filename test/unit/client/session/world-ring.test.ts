import { expect, it } from "vitest";
import { WorldRing } from "#client/session/timeline/world-ring.ts";
import { emptyWorld, plan } from "#shared/sim/index.ts";
import { scuffle } from "#test/support/scuffle.ts";

const layout = plan(scuffle, {});

function worldOf(tick: number) {
  const world = emptyWorld(layout);
  world.tick = tick;
  return world;
}

it.each([0, 1, 4, 5, 900])("a ring that was cleared holds the world that comes next, at tick %i too", (tick) => {
  const ring = new WorldRing(4);
  for (const before of [3, 4, 5]) ring.push(worldOf(before));
  ring.clear();
  expect(ring.at(4)).toBeUndefined();
  ring.push(worldOf(tick));
  expect([ring.oldest, ring.latest, ring.at(tick)?.tick]).toEqual([tick, tick, tick]);
  expect(ring.at(tick - 1)).toBeUndefined();
});
