import { expect, it } from "vitest";
import { createWorld, SEAT, seatCells } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

it("names a seat's columns: what is written to them is in the world", () => {
  const world = createWorld(toy, {}, 1);
  const { kind, seen, inputs } = seatCells(world.seatTable);
  kind[2] = SEAT.person;
  seen[2] = 5;
  inputs[1][2] = 7;
  expect([world.seats.kind[2], world.seats.seen[2], world.seats.aim[2]]).toEqual([SEAT.person, 5, 7]);
  expect(inputs).toHaveLength(Object.keys(toy.input).length);
});
