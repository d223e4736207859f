import { describe, expect, it } from "vitest";
import { type ArenaMap, arena, BUTTON, MAP, MODE, mapOf, PHASE, SUB } from "#shared/games/arena/index.ts";
import { advance, configure, createWorld, SEAT } from "#shared/sim/index.ts";

const SIZES: readonly Readonly<Record<string, number>>[] = [
  ...Array.from({ length: 15 }, (_, k) => ({ seats: k + 2 })),
  { seats: 400 },
  { width: 1, height: 1 },
  { width: 1000, height: 1400 },
  { width: 1999, height: 803 },
];
const NAMES: readonly number[] = [MAP.ruins, MAP.glacier, MAP.foundry];
const CHOICES = NAMES.flatMap((map) => SIZES.map((size) => ({ map, ...size })));

const level = (chosen: Readonly<Record<string, number>>) => arena.level(configure(arena.settings, chosen));
const mapIn = (chosen: Readonly<Record<string, number>>): ArenaMap => level(chosen).maps[0];

const inWall = ({ walls }: ArenaMap, x: number, y: number, margin: number) =>
  walls.some((w) => x > w.x - margin && x < w.x + w.w + margin && y > w.y - margin && y < w.y + w.h + margin);

/** The tiles where a body's centre can be and to which it can walk from this place, in pixels. */
function reached({ lookup: { raster } }: ArenaMap, x: number, y: number): Set<number> {
  const start = Math.trunc(y / 20) * raster.columns + Math.trunc(x / 20);
  const all = new Set([start]);
  for (const tile of all) {
    for (const by of [1, -1, raster.columns, -raster.columns]) if (raster.blocked[tile + by] === 0) all.add(tile + by);
  }
  return all;
}

it("is 1600 by 1200 for 8 seats, and gives others the same room", () => {
  for (const seats of [4, 8, 12, 16, 32, 100, 400]) {
    const { width, height } = level({ seats });
    expect((width * height) / seats).toBeGreaterThan(200_000);
    expect((width * height) / seats).toBeLessThan(290_000);
  }
  expect(level({})).toMatchObject({ width: 1600, height: 1200 });
});

describe.each(CHOICES)("the map of %o", (chosen) => {
  const map = mapIn(chosen);
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

  it("gives each team as many places to begin", () => {
    const left = spawns.filter((p) => 2 * p.x < width).length;
    expect(left).toBeGreaterThanOrEqual(2);
    expect(spawns.filter((p) => 2 * p.x > width)).toHaveLength(left);
  });

  it("has its walls within it, and room for a body at every place that matters", () => {
    for (const { x, y, w, h } of walls) {
      expect(Math.min(w, h)).toBeGreaterThan(0);
      expect(Math.min(x, y, width - x - w, height - y - h)).toBeGreaterThanOrEqual(40);
    }
    for (const { x, y } of [...spawns, ...pickups]) expect(inWall(map, x, y, 20)).toBe(false);
    expect(spawns.length).toBeGreaterThanOrEqual(4);
    expect(new Set(pickups.map((p) => p.kind)).size).toBe(4);
  });

  it("has no gap between walls in which a body could only get stuck", () => {
    const { columns, rows, solid } = lookup.raster;
    const gaps = (lines: number, length: number, at: (line: number, k: number) => number) => {
      for (let line = 0; line < lines; line++) {
        let last = -Infinity;
        for (let k = 0; k < length; k++) {
          if (solid[at(line, k)] === 0) continue;
          if (k - last === 2) throw new Error(`a gap of one tile before ${at(line, k)}`);
          last = k;
        }
      }
    };
    gaps(rows, columns, (row, column) => row * columns + column);
    gaps(columns, rows, (column, row) => row * columns + column);
  });

  it("lets a body walk from everywhere to everywhere", () => {
    const { raster, flow, streetsX, streetsY } = lookup;
    const tileOf = (x: number, y: number) => Math.trunc(y / 320) * raster.columns + Math.trunc(x / 320);
    const crossings = new Set(streetsY.flatMap((y) => streetsX.map((x) => tileOf(x, y))));
    const tiles = reached(map, spawns[0].x, spawns[0].y);
    for (const [tile, blocked] of raster.blocked.entries()) {
      if (blocked !== 0) continue;
      if (!tiles.has(tile)) throw new Error(`no way to tile ${tile}`);
      if (!crossings.has(tile) && flow[tile] === 0) throw new Error(`no way out of tile ${tile}`);
    }
  });

  it("joins all its crossings by streets, where it has a list of ways", () => {
    const { ways, streetsX, streetsY } = lookup;
    expect(ways === undefined).toBe(chosen.map !== MAP.foundry);
    if (ways === undefined) return;
    expect(ways.count).toBe(streetsX.length * streetsY.length);
    expect(Math.max(...ways.far.subarray(0, ways.count))).toBeLessThan(ways.count);
  });
});

it("is different in play: Glacier has less than half as much wall as Ruins, and Foundry more", () => {
  const [ruins, glacier, foundry] = NAMES.map((map) => {
    const { raster } = mapIn({ map, seats: 16 }).lookup;
    return raster.solid.reduce((sum, solid) => sum + solid, 0) / raster.solid.length;
  });
  expect(glacier).toBeLessThan(ruins / 2);
  expect(foundry).toBeGreaterThan(ruins);
});

describe("by turns", () => {
  const play = (seed: number) => {
    const world = createWorld(arena, { seats: 4, map: MAP.byTurns, lobby: 1, mode: MODE.teams }, seed);
    const next = world.clone();
    for (const seat of next.seats) next.seats.kind[seat] = seat === 0 ? SEAT.person : SEAT.bot;
    const step = () => advance(world, next.seatTable);
    const until = (phase: number) => {
      for (let k = 0; k < 1000 && world.round.phase !== phase; k++) step();
      expect(world.round.phase).toBe(phase);
    };
    const round = () => {
      until(PHASE.live);
      const { name } = mapOf(world);
      world.round.endsAt = world.tick;
      world.teams.score[0] = 1;
      until(PHASE.ended);
      // A press, and letting go of it.
      next.seats.buttons[0] = BUTTON.ready;
      step();
      next.seats.buttons[0] = 0;
      return name;
    };
    return { world, round };
  };

  it("each rematch is on the next map, with all bodies at places of that map", () => {
    const { world, round } = play(1);
    const names = [round(), round(), round(), round()];
    expect(new Set(names.slice(0, 3)).size).toBe(3);
    expect(names[3]).toBe(names[0]);
    const { spawns } = mapOf(world);
    for (const seat of world.players) {
      const at = { x: world.players.x[seat] / SUB, y: world.players.y[seat] / SUB };
      expect(spawns).toContainEqual(at);
    }
  });

  it("the first map is drawn", () => {
    const first = Array.from({ length: 24 }, (_, seed) => mapOf(play(seed + 1).world).name);
    expect(new Set(first).size).toBe(3);
  });

  it("a map that is chosen stays", () => {
    expect(level({ map: MAP.glacier }).maps.map(({ name }) => name)).toEqual([MAP.glacier]);
    expect(level({ map: MAP.byTurns }).maps.map(({ name }) => name)).toEqual(NAMES);
  });
});

it.each(NAMES)("map %s is made within 5 ms", (map) => {
  let least = Infinity;
  for (let k = 0; k < 10; k++) {
    const start = performance.now();
    level({ map, seats: 16 });
    least = Math.min(least, performance.now() - start);
  }
  expect(least).toBeLessThan(5);
});
