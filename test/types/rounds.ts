/** A game whose rounds the runtime leads, by types: this file compiles, but for the lines below `error:`. */
import { axis, defineGame, defineWorld, i32, players, type WorldOf } from "#shared/sim/index.ts";

const parts = defineWorld({
  settings: { seats: { min: 2, max: 8, default: 4 } },
  input: { mx: axis(-7, 7) },
  tables: ({ lobby }) => ({ runners: players({ x: i32({ snap: lobby }) }) }),
  round: { seconds: 90 },
});

type RaceWorld = WorldOf<typeof parts>;

function reward({ runners, scores, seats, round }: RaceWorld, seat: number): void {
  scores.points[seat] += runners.x[seat] * seats.mx[seat] + round.number;
  // error: Property 'score' does not exist
  scores.score[seat] = 0;
}

export const race = defineGame({
  ...parts,
  name: "race",
  tickRate: 30,
  modes: {
    quick: { title: "Quick", settings: { lobby: 1, timeLimit: 20 } },
    // error: Mistake<"there is no setting loby">
    slow: { title: "Slow", settings: { loby: 1 } },
  },
  round: { ...parts.round, over: (world) => world.scores.points[0] > 9 },
  step(world) {
    for (const seat of world.runners) reward(world, seat);
    // error: Property 'pressed' does not exist
    world.seats.pressed[0] = 1;
    world.seats.ready[0] = 1;
  },
  bot(_, seat, input) {
    input.mx[seat] = 1;
  },
  // error: Mistake<"a game has no field standin">
  standin: true,
});

export const plain = defineGame({
  name: "plain",
  tickRate: 30,
  settings: parts.settings,
  tables: () => ({ runners: players({ x: i32() }) }),
  step(world) {
    for (const seat of world.runners) world.runners.x[seat] += 1;
    // error: Property 'scores' does not exist
    world.scores.points[0] = 1;
    // error: Property 'ready' does not exist
    world.seats.ready[0] = 1;
  },
});
