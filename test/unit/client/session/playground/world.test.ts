import { beforeEach, describe, expect, it } from "vitest";
import { LIFE, MOST_CHANGES, WorldFollower } from "#client/session/playground/world.ts";
import { type Frame, keyframe, LogWriter, type Stream } from "#shared/log/index.ts";
import { schemaOf, type Welcome } from "#shared/protocol/index.ts";
import { advance, type Games, plan, SEAT, setUp, type WorldBase } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { tagGame } from "#test/support/tag.ts";
import { inputsFor } from "#test/support/toy.ts";

const layout = plan(tagGame, { seats: 2 });
const NO_GAMES: Games = new Map();

const welcomeOf = (stream: Stream, more: Partial<Welcome> = {}): Welcome => ({
  ...{ seat: 0, game: "tag", gameVersion: 1, tickRate: 30, settings: { ...layout.config } },
  ...{ schema: schemaOf(layout), stream, generation: 3, forked: [], delay: 0, ...more },
});

/** A match of one player, whose stick is held so at each tick: what its frames are. */
function framesOf(world: WorldBase, stream: Stream, sticks: readonly number[]): Frame[] {
  const writer = new LogWriter(world, { stream, heartbeat: 1, hashEvery: 2 });
  return sticks.map((mx) => {
    const inputs = inputsFor(world);
    inputs.cells[0][0] = SEAT.person;
    inputs.cells[2][0] = mx;
    advance(world, inputs);
    const frame = writer.write(world);
    if (!frame) throw new Error("a frame is due at each tick");
    return frame;
  });
}

let world: WorldBase;
let follower: WorldFollower;

beforeEach(() => {
  world = setUp(layout, 1);
  follower = new WorldFollower();
});

describe.each<{ stream: Stream; games: Games }>([
  { stream: "state", games: NO_GAMES },
  { stream: "rules", games: only(tagGame) },
])("the $stream stream", ({ stream, games }) => {
  it("says which cells each frame has changed, and that the hash agrees", () => {
    expect(follower.welcome(welcomeOf(stream), games)).toBeUndefined();
    follower.keyframe(keyframe(world));
    const [first, second] = framesOf(world, stream, [7, 7]);
    const { changes, hash, tick } = follower.frame(first);
    expect([tick, hash]).toEqual([1, undefined]);
    expect(changes).toContainEqual({ table: "world", column: "tick", row: 0, before: 0, after: 1 });
    expect(changes).toContainEqual({ table: "players", column: LIFE, row: 0, before: 0, after: 1 });
    expect(changes).toContainEqual({ table: "players", column: "x", row: 0, before: 0, after: 7 });
    const step = follower.frame(second);
    expect(step.hash).toEqual({ sent: world.hash(), computed: world.hash() });
    expect(step.changes).toContainEqual({ table: "players", column: "x", row: 0, before: 7, after: 14 });
    expect(follower.since).toEqual({ generation: 3, tick: 2 });
    // The keyframe's, and that of the second tick.
    expect([follower.agreed, follower.differed]).toEqual([2, 0]);
  });
});

describe("a world that is not the server's", () => {
  beforeEach(() => {
    follower.welcome(welcomeOf("state"), NO_GAMES);
    follower.keyframe(keyframe(world));
  });

  it("is found by its hash, skips what follows, and a keyframe says where it was wrong", () => {
    const [, checked, third] = framesOf(world, "state", [7, 7, 7]);
    const step = follower.frame(checked);
    expect(step.problem).toMatch("the hash differs");
    expect(step.hash?.sent).not.toBe(step.hash?.computed);
    expect([follower.isAstray, follower.differed, follower.since]).toEqual([true, 1, undefined]);
    expect(follower.frame(third)).toMatchObject({ changes: [], problem: expect.stringMatching("skipped") });
    const mended = follower.keyframe(keyframe(world));
    expect(mended.problem).toBeUndefined();
    expect(mended.changes).toContainEqual(expect.objectContaining({ table: "players", column: "x", after: 21 }));
    expect(follower.isAstray).toBe(false);
  });

  it("is told of a delta that is none", () => {
    const step = follower.frame({ stream: "state", ticks: 1, hash: undefined, delta: [9999, 1, 1] });
    expect(step.problem).toMatch("RangeError");
    expect(follower.isAstray).toBe(true);
  });
});

it("needs a welcome and a keyframe first", () => {
  expect(follower.keyframe(keyframe(world)).problem).toMatch("before any welcome");
  follower.welcome(welcomeOf("state"), NO_GAMES);
  const [frame] = framesOf(world, "state", [0]);
  expect(follower.frame(frame).problem).toMatch("before any keyframe");
});

it("can't follow the rules stream without the rules", () => {
  expect(follower.welcome(welcomeOf("rules"), NO_GAMES)).toMatch("connect without them");
  expect(follower.since).toBeUndefined();
});

it("goes on with its world where a welcome promises the same log, and begins anew for another", () => {
  follower.welcome(welcomeOf("state"), NO_GAMES);
  follower.keyframe(keyframe(world));
  follower.welcome(welcomeOf("state", { generation: 4 }), NO_GAMES);
  expect(follower.since).toEqual({ generation: 4, tick: 0 });
  follower.welcome(welcomeOf("state", { seat: 1 }), NO_GAMES);
  expect(follower.world).toBeUndefined();
});

it("lists no more changes than a reader takes in, and counts the rest", () => {
  const wide = plan(tagGame, { seats: 8 });
  const many = setUp(wide, 1);
  for (const { cells, capacity } of many.views) {
    for (const column of cells) for (let row = 0; row < capacity; row++) column[row] = 1;
  }
  many.tick = 0;
  follower.welcome(welcomeOf("state", { schema: schemaOf(wide), settings: { ...wide.config } }), NO_GAMES);
  const { changes, more } = follower.keyframe(keyframe(many));
  expect(changes).toHaveLength(MOST_CHANGES);
  expect(more).toBeGreaterThan(0);
});
