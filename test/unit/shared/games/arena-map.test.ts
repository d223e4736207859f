import { describe, expect, it } from "vitest";
import { arena, type Level } from "#shared/games/arena/index.ts";
import { configure } from "#shared/sim/index.ts";

const CHOICES = [
  { seats: 2 },
  { seats: 4 },
  { seats: 8 },
  { seats: 16 },
  { seats: 400 },
  { width: 1, height: 1 },
  { width: 1000, height: 1400 },
  { width: 1999, height: 803 },
];

const level = (chosen: Readonly<Record<string, number>>): Level => arena.level(configure(arena.settings, chosen));

const inWall = ({ walls }: Level, x: number, y: number, margin: number) =>
  walls.some((w) => x > w.x - margin && x < w.x + w.w + margin && y > w.y - margin && y < w.y + w.h + margin);

it("is 1600 by 1200 for 8 seats, and gives others the same room", () => {
  for (const seats of [4, 8, 12, 16, 32, 100, 400]) {
    const { width, height } = level({ seats });
    expect((width * height) / seats).toBeGreaterThan(200_000);
    expect((width * height) / seats).toBeLessThan(290_000);
  }
  expect(level({})).toMatchObject({ width: 1600, height: 1200 });
});

describe.each(CHOICES)("the map of %o", (chosen) => {
  const map = level(chosen);
  const { width, height, walls, spawns, pickups, lookup } = map;

  it("is the same in a mirror", () => {
    const all = new Set(walls.map((w) => `${w.x},${w.y},${w.w},${w.h}`));
    for (const { x, y, w, h } of walls) {
      expect(all).toContain(`${width - x - w},${y},${w},${h}`);
      expect(all).toContain(`${x},${height - y - h},${w},${h}`);
    }
    const places = new Set([...pickups.map((p) => `${p.x},${p.y},${p.kind}`), ...spawns.map((p) => `${p.x},${p.y}`)]);
    for (const p of pickups) expect(places).toContain(`${width - p.x},${height - p.y},${p.kind}`);
    for (const p of spawns) expect(places).toContain(`${width - p.x},${height - p.y}`);
  });

  it("has its walls within it, and room for a body at every place that matters", () => {
    for (const { x, y, w, h } of walls) {
      expect(Math.min(x, y, width - x - w, height - y - h)).toBeGreaterThanOrEqual(40);
    }
    for (const { x, y } of [...spawns, ...pickups]) expect(inWall(map, x, y, 20)).toBe(false);
    expect(spawns.length).toBeGreaterThanOrEqual(4);
    expect(new Set(pickups.map((p) => p.kind)).size).toBe(4);
  });

  it("lets a body walk from everywhere to everywhere", () => {
    const { raster, flow, streetsX, streetsY } = lookup;
    const crossings = new Set(
      streetsY.flatMap((y) => streetsX.map((x) => Math.trunc(y / 320) * raster.columns + Math.trunc(x / 320))),
    );
    for (const [tile, blocked] of raster.blocked.entries()) {
      if (blocked === 0 && !crossings.has(tile) && flow[tile] === 0) throw new Error(`no way out of tile ${tile}`);
    }
  });
});

it("is made within 5 ms", () => {
  let least = Infinity;
  for (let k = 0; k < 10; k++) {
    const start = performance.now();
    level({ seats: 16 });
    least = Math.min(least, performance.now() - start);
  }
  expect(least).toBeLessThan(5);
});
