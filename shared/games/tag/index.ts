/** Tag: one player is "it" until they touch another. All others gather points, one a second. */
import { add, circlesOverlap, length, polar, Solids, slideCircle, vector } from "#shared/kit/index.ts";
import { accelerate, axis, defineGame, discrete, events, i32, players, single } from "#shared/sim/index.ts";

/** Places and speeds are in sixteenths of a pixel. */
export const UNIT = 16;
export const FIELD = { x: 0, y: 0, width: 1280 * UNIT, height: 720 * UNIT };
export const RADIUS = 22 * UNIT;
export const BLOCKS = [380, 780].map((x) => ({ x: x * UNIT, y: 270 * UNIT, width: 120 * UNIT, height: 180 * UNIT }));

const TICK_RATE = 30;
const STICK = 15;
const { width, height } = FIELD;
const EDGES = [-width, 0, width].flatMap((x) => [-height, 0, height].map((y) => ({ ...FIELD, x, y })));
/** Bots choose between 16 directions. */
const WAYS = Array.from({ length: 16 }, (_, n) => polar(64 * n, STICK));
/** Runners begin on a circle. */
const home = (seat: number) => ({ ...add(polar(128 * seat, 300 * UNIT), vector(width / 2, height / 2)) });

export const tag = defineGame({
  name: "tag",
  tickRate: TICK_RATE,
  settings: { seats: { min: 2, max: 8, default: 6, title: "Seats" } },
  input: { mx: axis(-STICK, STICK), my: axis(-STICK, STICK) },
  level: () => new Solids({ boxes: [...BLOCKS, ...EDGES.filter(({ x, y }) => x !== 0 || y !== 0)], cell: 100 * UNIT }),
  tables: () => ({
    players: players({ x: i32({ rate: "vx" }), y: i32({ rate: "vy" }), vx: i32(), vy: i32() }),
    /** "It" stands still until the tick `freeAt`. */
    chase: single({ it: discrete(), freeAt: discrete("u32") }, { show: "predict" }),
    tags: events({ by: discrete(), to: discrete() }, { capacity: 1 }),
  }),
  standIn: true,
  join: ({ players }, seat) => void players.spawnAt(seat, home(seat)),
  round: {
    seconds: 90,
    needs: 2,
    begin({ players, chase, random, tick }) {
      for (const seat of players) players.spawnAt(seat, home(seat));
      chase.it = [...players][random.below(players.count())];
      chase.freeAt = tick + 2 * TICK_RATE;
    },
  },
  step({ players, chase, tags, scores, seats, level, tick }) {
    const { x, y } = players;
    const { it, freeAt } = chase;
    for (const seat of players) {
      const topSpeed = UNIT * (seat !== it ? 7 : tick < freeAt ? 0 : 8);
      accelerate(players, seat, seats.mx[seat], seats.my[seat], STICK, { topSpeed, acceleration: UNIT, brake: UNIT });
      slideCircle(level, players, seat, RADIUS);
      if (seat !== it && tick % TICK_RATE === 0) scores.points[seat] += 1;
    }
    const touches = (seat: number) => seat !== it && circlesOverlap(x[seat] - x[it], y[seat] - y[it], 2 * RADIUS);
    const next = [...players].find((seat) => !players.has(it) || (tick >= freeAt && touches(seat)));
    if (next === undefined) return;
    tags.spawn({ by: it, to: next });
    chase.it = next;
    chase.freeAt = tick + TICK_RATE;
  },
  /** Flees from "it"; as "it", goes after the one with the most points. */
  bot({ players, chase, scores, level }, seat, input) {
    const { x, y } = players;
    const isIt = seat === chase.it;
    const rivals = [...players].filter((other) => other !== seat && (isIt || other === chase.it));
    const gain = (way: { x: number; y: number }): number => {
      const [toX, toY] = [x[seat] + 96 * way.x, y[seat] + 96 * way.y];
      if (level.circleOverlaps(toX, toY, RADIUS)) return Number.NEGATIVE_INFINITY;
      const far = (other: number) => length(vector(x[other] - toX, y[other] - toY)) - width * scores.points[other];
      return Math.min(...rivals.map(far)) * (isIt ? -1 : 1);
    };
    const gains = WAYS.map(gain);
    const best = WAYS[gains.indexOf(Math.max(...gains))];
    input.mx[seat] = best.x;
    input.my[seat] = best.y;
  },
});
