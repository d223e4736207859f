import { describe, expect, it } from "vitest";
import { puck } from "#shared/games/puck/index.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { PUCK, TICK_RATE } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { advance, createWorld, firstDifference, SEAT } from "#shared/sim/index.ts";

/** A match of bots; the first is a person's seat, so that it begins. */
function arrange(seats: number, seed: number) {
  const world = createWorld(puck, { seats, lobby: 1 }, seed);
  const next = world.clone();
  for (const seat of next.seats) next.seats.kind[seat] = seat === 0 ? SEAT.person : SEAT.bot;
  const run = () => {
    puck.bot(world, 0, next.seats);
    advance(world, next.seatTable);
  };
  return { world, next, run };
}

function play(seats: number, seed: number, watch: (world: PuckWorld) => void = () => {}): PuckWorld {
  const { world, run } = arrange(seats, seed);
  for (let tick = 0; tick < 300 * TICK_RATE; tick++) {
    run();
    if (world.round.phase === PHASE.ended) return world;
    if (world.round.phase === PHASE.live) watch(world);
  }
  throw new Error("the match did not end");
}

describe.each([2, 4, 6])("bots in a match of %i", (seats) => {
  const touched = new Set<number>();
  let [still, ticks, goals] = [0, 0, 0];
  const winners = new Set<number>();
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const end = play(seats, seed, ({ puck: { by, vx, vy } }) => {
      ticks += 1;
      if (by !== NONE) touched.add(by);
      if (Math.hypot(vx, vy) < PUCK.still) still += 1;
    });
    winners.add(end.round.winner);
    goals += end.teams.score[0] + end.teams.score[1];
  }

  it("play, score, and finish", () => {
    expect(goals).toBeGreaterThan(12);
    expect(touched.size).toBe(seats);
  });

  it("are no better on one side than on the other", () => {
    expect(winners.has(0) && winners.has(1)).toBe(true);
  });

  it("keep the puck moving", () => {
    expect(still).toBeLessThan(ticks / 10);
  });
});

it("leave the world as it is, and decide the same when asked again", () => {
  play(4, 5, (world) => {
    if (world.tick % 50 !== 0) return;
    const [left, right] = [world.clone(), world.clone()];
    const hash = world.hash();
    for (const seat of world.seats) {
      puck.bot(world, seat, left.seats);
      puck.bot(world, seat, right.seats);
    }
    expect(world.hash()).toBe(hash);
    expect(left.hash()).toBe(right.hash());
  });
});

it("only send what a client may send", () => {
  const wrong: string[] = [];
  play(6, 9, (world) => {
    for (const [name, { min, max }] of Object.entries(puck.input)) {
      const cells = world.seats[name as keyof typeof puck.input];
      for (const seat of world.seats) if (cells[seat] < min || cells[seat] > max) wrong.push(`${name} ${cells[seat]}`);
    }
  });
  expect(wrong).toEqual([]);
});

it("lead to the same world when every tick is taken back and played again", () => {
  const { world, next, run } = arrange(6, 4);
  const back = world.clone();
  const again = world.clone();
  for (let tick = 0; tick < 60 * TICK_RATE; tick++) {
    // People come and go meanwhile, and do as bots do.
    if (tick % 97 === 0)
      next.seats.kind[1 + ((tick / 97) % 5)] = [SEAT.bot, SEAT.empty, SEAT.person, SEAT.away][tick % 4];
    back.forkFrom(world);
    again.copyFrom(next);
    run();
    puck.bot(back, 0, again.seats);
    advance(back, again.seatTable);
    expect(firstDifference(world, back)).toBeUndefined();
  }
});
