/** The examples of docs/KIT.md, as they stand there: test/unit/shared/kit/examples.test.ts runs them. */
import {
  bounce,
  Grid,
  nextDue,
  noImpact,
  readTiled,
  Solids,
  scaleTo,
  slideCircle,
  sweepCircleCircle,
  ticksOf,
  use,
  vector,
  wayTo,
} from "#shared/kit/index.ts";
import { axis, buttons, defineGame, discrete, i16, i32, rows } from "#shared/sim/index.ts";

/** In units of 1/16 pixel. */
const RADIUS = 160;

/** A field with a pillar, as Tiled exports it. */
export const field = {
  orientation: "orthogonal",
  width: 5,
  height: 5,
  tilewidth: 32,
  tileheight: 32,
  tilesets: [{ firstgid: 1, name: "stone", properties: [{ name: "solid", type: "bool", value: true }] }],
  layers: [
    {
      type: "tilelayer",
      name: "walls",
      width: 5,
      height: 5,
      data: [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1],
    },
    { type: "objectgroup", name: "starts", objects: [{ id: 1, name: "", type: "spawn", x: 48, y: 48, point: true }] },
  ],
};

export const ball = defineGame({
  name: "ball",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 1, max: 8, default: 2 } },
  modes: { ball: { title: "Ball", settings: {} } },
  input: { mx: axis(-100, 100), my: axis(-100, 100), buttons: buttons(1) },
  level() {
    const { boxes, segments, spawns, area } = readTiled(field, { scale: 16 });
    const near = new Grid({ left: 0, top: 0, right: area.width, bottom: area.height, cell: 512 }, 8);
    return { solids: new Solids({ boxes, segments, cell: 512 }), spawns, near };
  },
  tables: ({ seats }) => ({
    players: rows(
      { x: i32(), y: i32(), vx: i16(), vy: i16(), dashAt: discrete("u32"), met: discrete() },
      { capacity: seats, perSeat: true },
    ),
  }),
  setup() {},
  join({ players, level: { spawns } }, seat) {
    const { x, y } = spawns[seat % spawns.length];
    players.spawnAt(seat, { x, y });
  },
  leave: ({ players }, seat) => players.despawn(seat),
  step(world) {
    const { players, seats, tick, level } = world;
    for (const row of players) {
      const stick = scaleTo(vector(seats.mx[row], seats.my[row]), 200);
      const isDash = seats.buttons[row] === 1 && use(players.dashAt, row, tick, ticksOf(2, 30));
      players.vx[row] = isDash ? stick.x * 10 : stick.x;
      players.vy[row] = isDash ? stick.y * 10 : stick.y;
      slideCircle(level.solids, players, row, RADIUS);
    }
    level.near.clear();
    level.near.putRows(players, RADIUS);
    for (const row of players) {
      const count = level.near.inCircle(players.x[row], players.y[row], 4 * RADIUS);
      // The row itself is among them.
      players.met[row] = count - 1;
    }
  },
  status: () => "live",
  bot(_, seat, input) {
    input.mx[seat] = (seat & 1) === 0 ? 100 : -40;
    input.my[seat] = 60;
  },
});

/** Two balls that move through one tick, and bounce off each other. */
export function collide(a: Ball, b: Ball): boolean {
  const impact = noImpact();
  const [vx, vy] = [a.vx - b.vx, a.vy - b.vy];
  sweepCircleCircle(impact, 0, a.x - b.x, a.y - b.y, vx, vy, 2 * RADIUS);
  for (const ball of [a, b]) {
    ball.x += wayTo(impact, ball.vx);
    ball.y += wayTo(impact, ball.vy);
  }
  if (impact.what < 0) return false;
  const after = bounce(vector(vx, vy), impact.nx, impact.ny, 100);
  [a.vx, a.vy] = [b.vx + after.x, b.vy + after.y];
  return true;
}

export interface Ball {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

/** For `quietUntil`: until the first fuse has burnt down, nothing happens. */
export const untilFuse = (fuses: { readonly until: number[]; readonly live: readonly number[] }): number =>
  nextDue(fuses.until, fuses.live);
