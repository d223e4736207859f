import { describe, expect, it } from "vitest";
import { translator } from "#client/view/games/puck/input.ts";
import { AT_REST, type Controls, type Offset } from "#client/view/input/controls.ts";
import { puck } from "#shared/games/puck/index.ts";
import { BUTTON, STICK } from "#shared/games/puck/input.ts";
import { PHASE } from "#shared/games/puck/tables.ts";
import { PADDLE, RINK, SUB } from "#shared/games/puck/tuning.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";

const HEIGHT = RINK.height / SUB;

/** One person, far from the puck, whose mouse points somewhere. */
function skater(startX: number, startY: number) {
  const world = createWorld(puck, { seats: 2, fillTo: 0 }, 3);
  const next = world.clone();
  next.seats.kind[0] = SEAT.person;
  advance(world, next.seatTable);
  Object.assign(world.round, { phase: PHASE.live, until: world.tick + 10_000 });
  Object.assign(world.puck, { x: RINK.width - 60 * SUB, y: RINK.height / 2, vx: 0, vy: 0 });
  world.paddles.x[0] = startX * SUB;
  world.paddles.y[0] = startY * SUB;
  const translate = translator();
  const at = () => ({ x: world.paddles.x[0] / SUB, y: world.paddles.y[0] / SUB });
  let inputs = 0;
  /** The player sees what was drawn a frame before. */
  const point = (x: number, y: number, ticks: number, ticksAFrame = 1) => {
    let seen = at();
    let furthest = at().x;
    for (let tick = 0; tick < ticks; tick++) {
      if (tick % ticksAFrame === 0) {
        const { mx, my } = translate({ ...AT_REST, pointer: { dx: x - seen.x, dy: y - seen.y } }, world, 0);
        if (mx !== next.seats.mx[0] || my !== next.seats.my[0]) inputs += 1;
        next.seats.mx[0] = mx;
        next.seats.my[0] = my;
        seen = at();
      }
      advance(world, next.seatTable);
      furthest = Math.max(furthest, at().x);
    }
    return { ...at(), furthest };
  };
  const press = (controls: Partial<Controls>) => translate({ ...AT_REST, ...controls }, world, 0);
  return { point, press, count: () => inputs };
}

describe("a paddle that follows the mouse", () => {
  it.each([
    [1, 30],
    [1, 250],
    [2, 80],
    [2, 250],
  ])("comes to rest under it and does not skate past, at %i ticks a frame from %i pixels", (ticksAFrame, distance) => {
    const { point, count } = skater(100, HEIGHT / 2);
    const { x, y, furthest } = point(100 + distance, HEIGHT / 2, 90, ticksAFrame);
    expect(Math.hypot(x - 100 - distance, y - HEIGHT / 2)).toBeLessThan(4);
    expect(furthest).toBeLessThan(100 + distance + 4);
    const before = count();
    expect(before).toBeLessThan(25);
    for (const tremble of [1, -1, 2, 0]) point(100 + distance + tremble, HEIGHT / 2, 30, ticksAFrame);
    expect(count()).toBe(before);
  });

  it("keeps up with it along the wall that it cannot cross", () => {
    const { point } = skater(300, 100);
    const most = (RINK.width / 2 + RINK.beyond - PADDLE.radius) / SUB;
    expect(Math.abs(point(900, 100, 120).x - most)).toBeLessThan(4);
    expect(Math.abs(point(900, 300, 60).y - 300)).toBeLessThan(6);
  });

  it("dashes at a button, and rests without a mouse, a key and a stick", () => {
    const { press } = skater(300, 100);
    const pointer: Offset = { dx: 100, dy: 0 };
    expect(press({ pointer, actions: new Set(["primary"]) })).toEqual({ mx: STICK, my: 0, buttons: BUTTON.dash });
    expect(press({ moveY: -1, actions: new Set(["secondary"]) })).toEqual({ mx: 0, my: -STICK, buttons: BUTTON.dash });
    expect(press({ aim: 0, actions: new Set(["primary"]) })).toEqual({ mx: STICK, my: 0, buttons: 0 });
    expect(press({})).toEqual({ mx: 0, my: 0, buttons: 0 });
  });
});
