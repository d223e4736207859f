import { expect, it } from "vitest";
import { type Frame, keyframe, LogWriter } from "#shared/log/index.ts";
import { encodeDown, schemaOf, type Welcome } from "#shared/protocol/index.ts";
import { advance, createWorld, plan, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { inputsFor, seatAll, toy } from "#test/support/toy.ts";
import { RelayFeed } from "#worker/relay/relay-feed.ts";

const layout = plan(toy, { seats: 2 });
const crowd = {
  version: 0,
  roster: () => encodeDown({ type: "roster", spectators: 0, seats: [] }),
  since: () => undefined,
};

const welcome = (generation: number): Welcome => ({
  ...{ type: "welcome", seat: -1, game: toy.name, gameVersion: toy.version, tickRate: toy.tickRate },
  ...{ settings: layout.config, schema: schemaOf(layout), stream: "state", generation, forked: [], delay: 2 },
});

/** A match of so many ticks: each of its worlds, and the frame that leads to it. */
function played(ticks: number) {
  const world = createWorld(toy, { seats: 2 }, 7);
  const inputs = inputsFor(world);
  seatAll(inputs, SEAT.bot);
  const writer = new LogWriter(world, { stream: "state", heartbeat: 1, hashEvery: 4 });
  const worlds: WorldBase[] = [world.clone()];
  const frames: (Frame | undefined)[] = [undefined];
  for (let tick = 1; tick <= ticks; tick++) {
    advance(world, inputs);
    frames.push(writer.write(world));
    worlds.push(world.clone());
  }
  return { worlds, frames };
}

it("a relay that was told again a part of what it knew, and then of what follows, goes on with that", () => {
  const { worlds, frames } = played(40);
  const feed = new RelayFeed(welcome(1), crowd, new Map([[toy.name, toy]]));
  const noConnections = new Set<never>();
  const apply = (from: number, to: number) => {
    for (const frame of frames.slice(from, to + 1)) if (frame) feed.apply(frame, noConnections);
  };
  feed.begin(keyframe(worlds[0]), noConnections);
  apply(1, 30);
  expect(feed.tick).toBe(30);
  // The match has slept, and tells again what is due by now.
  feed.resume(welcome(1));
  expect(feed.begin(keyframe(worlds[10]), noConnections)).toBe(false);
  apply(11, 20);
  expect(feed.tick).toBe(30);
  // The line is another: what the relay has is not told again.
  feed.resume(welcome(1));
  apply(31, 40);
  expect(feed.tick).toBe(40);
});
