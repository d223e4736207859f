/** Games with one fault each, for the tests of `npm run check`: each part of it must find its own. */
import {
  type AnyGame,
  axis,
  defineGame,
  discrete,
  FOREVER,
  i32,
  ranked,
  rows,
  type Standing,
  single,
  standings,
  taken,
} from "#shared/sim/index.ts";

/** What may go wrong; each game is called as its fault. */
export const FAULTS = [
  "sound",
  "chance",
  "memory",
  "drawing-bot",
  "wild-bot",
  "changing-status",
  "rare-throw",
  "twice-in-result",
  "no-end",
  "throws-at-leave",
  "throws-at-setting",
  "early-quiet",
  "slow-step",
  "fraction",
  "leak",
  "sound-view",
] as const;
export type FaultName = (typeof FAULTS)[number];

/** State outside the world: what the fault "memory" is about. */
let steps = 0;

/** So long takes a step of "slow-step", in milliseconds. */
const SLOW_MS = 20;

function waste(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Each seat knows its own points alone. */
const hidesPoints: NonNullable<AnyGame["view"]> = {
  of: (_, seat) => seat,
  hide(world, view) {
    const points = world.views.find(({ placed }) => placed.name === "players")?.cells[1];
    if (points === undefined) return;
    for (let seat = 0; seat < points.length; seat++) if (seat !== view) points[seat] = 0;
  },
};

/** A round of ten seconds, in which players walk and gather points. */
export function faultyGame(fault: FaultName): AnyGame {
  const game = defineGame({
    name: fault,
    version: 1,
    tickRate: 30,
    settings: {
      seats: { min: 2, max: 4, default: 3 },
      timeLimit: { min: 10, max: 30, default: 10 },
      speed: { min: 0, max: 9, default: 3 },
    },
    modes: { plain: { title: "Plain", settings: {} } },
    input: { mx: axis(-7, 7) },
    level: () => undefined,
    tables: ({ seats }) => ({
      players: rows({ x: i32(), points: i32() }, { capacity: seats, perSeat: true }),
      round: single({ endsAt: discrete("u32"), over: discrete(), looked: discrete() }),
    }),
    setup(world) {
      world.round.endsAt = world.config.timeLimit * 30;
    },
    join({ players, random }, seat) {
      players.spawnAt(seat, { x: random.below(1000) });
    },
    leave(world, seat) {
      world.players.despawn(seat);
      if (fault === "throws-at-leave" && world.round.over === 1) throw new Error("the round is over");
    },
    step(world) {
      const { players, seats, round, config, tick } = world;
      steps += 1;
      if (fault === "slow-step") waste(SLOW_MS);
      if (round.over === 1) return;
      if (fault !== "no-end" && tick >= round.endsAt) round.over = 1;
      for (const seat of players) {
        players.x[seat] += seats.mx[seat] * config.speed;
        if (fault === "chance") players.x[seat] += Math.floor(Math.random() * 2);
        if (fault === "fraction" && tick === 9) players.x[seat] += 0.5;
        if (fault === "memory") players.x[seat] += steps % 2;
        if (players.x[seat] > 1000) {
          players.x[seat] = 0;
          players.points[seat] += 1;
        }
        // Only where one goes left for long.
        if (fault === "rare-throw" && players.x[seat] < -1200) throw new RangeError("off the map");
      }
      // What the first seat has is seen by all.
      if (fault === "leak") round.looked = players.points[0] % 200;
      if (fault === "throws-at-setting" && config.speed === 9 && tick > 60) throw new RangeError("too fast");
    },
    status(world) {
      if (fault === "changing-status") world.round.looked = 1;
      return world.round.over === 1 ? "ended" : "live";
    },
    result(world): readonly Standing[] {
      const pointsOf = (seat: number) => world.players.points[seat];
      const all = standings(ranked(taken(world), pointsOf), pointsOf);
      return fault === "twice-in-result" && all.length > 0 ? [...all, all[0]] : all;
    },
    bot(world, seat, input) {
      const isLeft = (world.tick >> 6) % 3 === 0;
      input.mx[seat] = isLeft ? -1 : 3;
      if (fault === "drawing-bot") input.mx[seat] = world.random.below(3);
      if (fault === "wild-bot") input.mx[seat] = 8;
    },
    quietUntil: ({ tick }) => (fault === "early-quiet" ? FOREVER : tick),
  });
  const any = game as unknown as AnyGame;
  return fault === "leak" || fault === "sound-view" ? { ...any, view: hidesPoints } : any;
}

/** One of each. */
export const faulty: readonly AnyGame[] = FAULTS.map(faultyGame);
