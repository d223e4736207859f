/** Neither side of puck is the better one: a world in the mirror, with the seats of the teams swapped, goes on mirrored. */
import { expect, it, vi } from "vitest";
import type * as Whim from "#shared/games/puck/bot/whim.ts";
import { puck } from "#shared/games/puck/index.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { RINK } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { advance, createWorld, firstDifference, SEAT } from "#shared/sim/index.ts";

/** The seats whose whims the bots have: in the mirror, those of the seats that they mirror. */
const whims = vi.hoisted(() => ({ swap: 0 }));
vi.mock(import("#shared/games/puck/bot/whim.ts"), async (load) => {
  const { whimsOf }: typeof Whim = await load();
  return { whimsOf: (world, seat) => whimsOf(world, seat ^ whims.swap) };
});

/** Of a seat the one across, and of a team the other. */
const across = (n: number): number => (n === NONE ? NONE : n ^ 1);

/** Makes `to` the mirror image of `from`: left is right, and each seat has what the one across had. */
function mirror(from: PuckWorld, to: PuckWorld): void {
  to.copyFrom(from);
  for (const [i, { placed, cells, generation, capacity }] of from.views.entries()) {
    if (!["seats", "scores", "paddles", "teams"].includes(placed.name)) continue;
    const { cells: other, generation: others } = to.views[i];
    for (let row = 0; row < capacity; row++) {
      for (const [c, column] of cells.entries()) other[c][row] = column[across(row)];
      if (generation && others) others[row] = generation[across(row)];
    }
  }
  for (const seat of to.seats) to.seats.mx[seat] = -to.seats.mx[seat];
  for (const seat of to.paddles) {
    to.paddles.x[seat] = RINK.width - to.paddles.x[seat];
    to.paddles.vx[seat] = -to.paddles.vx[seat];
  }
  const { x, vx, by, by0, by1 } = from.puck;
  Object.assign(to.puck, { x: RINK.width - x, vx: -vx, by: across(by), by0: across(by1), by1: across(by0) });
  const { scored, winner } = from.round;
  Object.assign(to.round, { scored: across(scored), winner: across(winner) });
  clearEvents(to);
}

/** They last a tick, and change nothing. */
function clearEvents({ views }: PuckWorld): void {
  for (const view of views) if (view.placed.kind === "events") view.clear();
}

/** Moves a world in time, and all that it has planned. Where paddles are level, the ticks take turns. */
function shift(world: PuckWorld, by: number): void {
  const { paddles, round, puck: held } = world;
  world.tick += by;
  for (const seat of paddles) if (paddles.dashAt[seat] !== 0) paddles.dashAt[seat] += by;
  if (round.until !== 0) round.until += by;
  if (held.stillAt !== 0) held.stillAt += by;
}

function decide(world: PuckWorld, next: PuckWorld, swap: 0 | 1): void {
  whims.swap = swap;
  for (const seat of world.seats) puck.bot(world, seat, next.seats);
  whims.swap = 0;
}

it.each([
  [2, 0],
  [2, 4],
  [4, 2],
  [6, 2],
  [6, 3],
])("%i bots of level %i decide and move in the mirror as they do outside", (seats, botLevel) => {
  const world = createWorld(puck, { seats, botLevel, lobby: 1 }, 3);
  const next = world.clone();
  // As players: their inputs are given, and the match begins.
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  const [image, wanted, imageNext, wantedNext] = [world.clone(), world.clone(), next.clone(), next.clone()];
  let live = 0;
  for (let k = 0; k < 20_000 && world.round.phase !== PHASE.ended; k++) {
    mirror(world, image);
    mirror(next, imageNext);
    decide(world, next, 0);
    decide(image, imageNext, 1);
    mirror(next, wantedNext);
    expect(firstDifference(imageNext, wantedNext)).toBeUndefined();

    const votes = world.round.phase === PHASE.waiting;
    advance(world, next.seatTable);
    shift(image, 1);
    advance(image, imageNext.seatTable);
    shift(image, -1);
    if (votes) continue;
    live += 1;
    mirror(world, wanted);
    clearEvents(image);
    expect(firstDifference(image, wanted)).toBeUndefined();
  }
  expect(world.round.phase).toBe(PHASE.ended);
  expect(live).toBeGreaterThan(1000);
});
