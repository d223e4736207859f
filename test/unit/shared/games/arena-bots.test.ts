import { describe, expect, it } from "vitest";
import { type ArenaWorld, arena, MAP, MODE, PHASE, SUB } from "#shared/games/arena/index.ts";
import { writeDelta } from "#shared/log/index.ts";
import { advance, beginTick, createWorld, SEAT } from "#shared/sim/index.ts";

/** A match in which bots play every seat; the first is a person's, so that it begins. Calls `watch` in each live tick. */
function match(
  chosen: { readonly seats: number; readonly mode: number; readonly map?: number },
  seed: number,
  watch: (world: ArenaWorld, before: ArenaWorld) => void,
) {
  const world = createWorld(arena, chosen, seed);
  const next = world.clone();
  const before = world.clone();
  for (const seat of next.seats) next.seats.kind[seat] = seat === 0 ? SEAT.person : SEAT.bot;
  for (let tick = 0; tick < 10_000; tick++) {
    for (const seat of next.seats) arena.bot(world, seat, next.seats);
    before.copyFrom(world);
    advance(world, next.seatTable);
    if (world.round.phase === PHASE.ended) return world;
    if (world.round.phase === PHASE.live) watch(world, before);
  }
  throw new Error("the match did not end");
}

/** The bytes that msgpack takes for an integer. */
const sizeOf = (n: number): number =>
  n >= -32 && n < 128 ? 1 : n >= -128 && n < 256 ? 2 : n >= -32768 && n < 65536 ? 3 : 5;

describe.each([
  { seats: 16, mode: MODE.freeForAll },
  { seats: 16, mode: MODE.teams },
  { seats: 2, mode: MODE.freeForAll },
  { seats: 2, mode: MODE.freeForAll, map: MAP.glacier },
  { seats: 12, mode: MODE.teams, map: MAP.glacier },
  { seats: 2, mode: MODE.freeForAll, map: MAP.foundry },
  { seats: 5, mode: MODE.freeForAll, map: MAP.foundry },
  { seats: 16, mode: MODE.teams, map: MAP.foundry },
])("bots in a match of %o", (chosen) => {
  const { seats } = chosen;
  const still = new Array<number>(seats).fill(0);
  const walked = new Array<number>(seats).fill(0);
  /** Where each was when it last had come 80 pixels further, and when. */
  const marks = Array.from({ length: seats }, () => ({ x: 0, y: 0, tick: 0 }));
  const bytes: number[] = [];
  let [longest, lingered, kills, picked] = [0, 0, 0, 0];
  const end = match(chosen, 11, (world, before) => {
    const { players } = world;
    kills += world.kills.count();
    picked += world.picked.count();
    for (const seat of world.seats) {
      const speed = Math.hypot(players.vx[seat], players.vy[seat]) / SUB;
      walked[seat] += speed;
      still[seat] = players.has(seat) && speed < 1 ? still[seat] + 1 : 0;
      longest = Math.max(longest, still[seat]);
      const [x, y, mark] = [players.x[seat], players.y[seat], marks[seat]];
      const away = Math.hypot(x - mark.x, y - mark.y) > 80 * SUB;
      if (away || !players.has(seat)) marks[seat] = { x, y, tick: world.tick };
      else lingered = Math.max(lingered, world.tick - mark.tick);
    }
    const delta: number[] = [];
    beginTick(before);
    writeDelta(delta, before, world);
    bytes.push(delta.reduce((sum, n) => sum + sizeOf(n), 0));
  });

  it("fight, and finish", () => {
    expect(end.round.phase).toBe(PHASE.ended);
    expect(kills).toBeGreaterThan(4 * seats);
    expect(picked).toBeGreaterThan(2 * seats);
    for (const seat of end.scores) expect(end.scores.deaths[seat]).toBeGreaterThan(0);
  });

  it("go about, and never stand stuck", () => {
    expect(longest).toBeLessThan(30);
    expect(lingered).toBeLessThan(200);
    expect(Math.min(...walked)).toBeGreaterThan(3 * bytes.length);
  });

  it("cost less than 150 bytes a tick", () => {
    bytes.sort((a, b) => a - b);
    expect(bytes[bytes.length >> 1]).toBeLessThan(150);
  });
});

it("leave the world as it is, and decide the same when asked again", () => {
  let asked = 0;
  match({ seats: 8, mode: MODE.freeForAll }, 5, (world) => {
    if (world.tick % 50 !== 0) return;
    const [left, right] = [world.clone(), world.clone()];
    const hash = world.hash();
    for (const seat of world.seats) {
      arena.bot(world, seat, left.seats);
      arena.bot(world, seat, right.seats);
    }
    expect(world.hash()).toBe(hash);
    expect(left.hash()).toBe(right.hash());
    asked += 1;
  });
  expect(asked).toBeGreaterThan(20);
});

it("only send what a client may send", () => {
  match({ seats: 4, mode: MODE.teams }, 9, (world) => {
    for (const [name, { min, max }] of Object.entries(arena.input)) {
      const cells = world.seats[name as keyof typeof arena.input];
      for (const seat of world.seats) {
        expect(cells[seat]).toBeGreaterThanOrEqual(min);
        expect(cells[seat]).toBeLessThanOrEqual(max);
      }
    }
  });
});
