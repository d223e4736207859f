import { expect, it } from "vitest";
import { MatchClient } from "#client/session/client.ts";
import { keyframe } from "#shared/log/index.ts";
import { decodeUp, encodeDown, type Input, join, schemaOf } from "#shared/protocol/index.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";
import { inputsFor, type ToyWorld, toy } from "#test/support/toy.ts";

it("foresees its new seat, and not the old one, where it comes back into another", () => {
  const world = createWorld(toy, {}, 1);
  const inputs = inputsFor(world);
  inputs.cells[0][0] = inputs.cells[0][2] = SEAT.person;
  advance(world, inputs);
  const { layout } = world;
  const said: Input[] = [];
  const client = new MatchClient(
    {
      send: (bytes) => {
        for (const message of decodeUp(bytes, layout) ?? []) if (message.type === "input") said.push(...message.inputs);
      },
      live: () => {},
      changed: () => {},
      foreign: () => {
        throw new Error("the rules are there");
      },
    },
    new Map([[toy.name, toy]]),
  );
  const about = {
    game: toy.name,
    gameVersion: toy.version,
    tickRate: 30,
    settings: layout.config,
    generation: 0,
    forked: [],
    delay: 0,
  };
  const comeIn = (seat: number, now: number) => {
    client.connected(now);
    const welcome = encodeDown({ type: "welcome", seat, ...about, schema: schemaOf(layout), stream: "rules" });
    client.receive(join([welcome, encodeDown({ type: "keyframe", ...keyframe(world) })]), now);
  };
  const moves = (now: number) => {
    client.setInput({ mx: 5 });
    for (let at = now; at < now + 300; at += 16) client.run(at);
    const drawn = client.frame(now + 300);
    if (drawn === undefined) throw new Error("there is nothing to draw");
    return (drawn.predicted as ToyWorld).seats.mx;
  };
  comeIn(0, 1000);
  expect(Array.from(moves(1010))).toEqual([5, 0, 0, 0]);
  comeIn(2, 40_000);
  expect(Array.from(moves(40_010))).toEqual([0, 0, 5, 0]);
  expect(client.seat).toBe(2);
  expect(said.length).toBeGreaterThan(0);
});
