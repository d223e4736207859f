/** Each line below a comment `error:` must fail to compile, with that text, and no other line. */
import { axis, buttons, defineGame, discrete, fixed, i16, i32, rows, single } from "#shared/sim/index.ts";

export const game = defineGame({
  name: "mistaken",
  // error: Type 'string' is not assignable to type 'number'
  version: "1",
  tickRate: 30,
  // error: Property 'seats' is missing
  settings: { hares: { min: 1, max: 20, default: 5 } },
  modes: {
    // error: Mistake<"there is no setting hare">
    plain: { title: "Plain", settings: { hare: 20 } },
    // error: 'string' is not assignable to type 'number'
    crowd: { title: "Crowd", settings: { hares: "20" } },
    // error: Property 'title' is missing
    bare: { settings: { hares: 20 } },
  },
  input: {
    mx: axis(-1, 1),
    // error: Mistake<"an input cannot be called kind, which the runtime has itself: use another name">
    kind: axis(0, 1),
    // error: Mistake<"an input cannot be called commandSeq, which the runtime has itself: use another name">
    commandSeq: buttons(1),
    // error: missing the following properties from type 'InputColumn': min, max, idle, bits
    my: i16(),
  },
  commands: {
    swap: { from: { min: 0, max: 3 }, to: { min: 0, max: 3 } },
    put: { value: { min: 0, max: 3 } },
    // error: Mistake<"a command cannot be called emote, which the runtime has itself: use another name">
    emote: {},
  },
  level: () => ({ walls: 3 }),
  tables: ({ hares }) => ({
    good: rows({ x: i32({ rate: "vx", snap: 9 }), vx: i16(), old: i32({ snap: 4 }) }, { capacity: 4 }),
    hares: rows(
      {
        // error: Mistake<"its rate is vy, and the table has no such column">
        x: i32({ rate: "vy" }),
        vx: i16(),
      },
      { capacity: hares },
    ),
    // error: Mistake<"its rate is speed, and the table has no such column">
    puck: single({ x: i32({ rate: "speed" }) }),
    // error: Mistake<"a table cannot be called tick, which the runtime has itself: use another name">
    tick: fixed({ x: i32() }, { capacity: 2 }),
    round: single({ it: discrete() }),
  }),
  setup() {},
  join(world, seat) {
    // error: Property 'jetpack' does not exist
    world.good.jetpack[seat] = 1;
  },
  leave() {},
  legal({ hares }, seat, { name, args }) {
    // error: This comparison appears to be unintentional
    if (name === "swop") return false;
    // error: Property 'from' does not exist
    if (name === "put") return args.from > 0;
    // error: Property 'counted' does not exist
    return hares.counted[seat] > 0 || "Wait";
  },
  step(world) {
    const { good, hares, puck, round, seats, level, config } = world;
    for (const row of good) good.x[row] += level.walls + config.hares;
    // error: Property 'z' does not exist
    hares.z[0] = 1;
    // error: Property 'speed' does not exist
    puck.speed = 3;
    // error: Property 'its' does not exist
    round.its = 2;
    // error: Property 'mz' does not exist
    hares.x[0] = seats.mz[0];
    // error: Property 'wals' does not exist
    hares.x[1] = level.wals;
    // error: Property 'hers' does not exist
    hares.x[2] = config.hers;
    // error: Property 'rounds' does not exist
    world.rounds.it = 1;
    // error: 'colour' does not exist in type
    hares.spawn({ x: 1, colour: 2 });
    const given = world.command(0);
    if (given?.name === "swap") round.it = given.args.from;
    // error: Property 'too' does not exist
    if (given?.name === "swap") round.it = given.args.too;
    // error: This comparison appears to be unintentional
    if (given?.name === "swapp") round.it = 0;
    if (given?.name === "ping") round.it = given.args.x;
  },
  // error: Type '"alive"' is not assignable to type 'Status'
  status: () => "alive",
  bot(_, seat, input) {
    input.mx[seat] = 1;
    // error: Property 'mq' does not exist
    input.mq[seat] = 1;
  },
  // error: Type '"come"' is not assignable to type 'LateJoin | undefined'
  lateJoin: "come",
});
