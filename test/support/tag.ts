/** The game of README.md, as it stands there: a test compares them. */
import { axis, defineGame, discrete, i16, i32, rows, single } from "#shared/sim/index.ts";

export const tagGame = defineGame({
  name: "tag",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 2, max: 8, default: 4 } },
  modes: { tag: { title: "Tag", settings: {} } },
  input: { mx: axis(-7, 7), my: axis(-7, 7) },
  level: () => undefined,
  tables: ({ seats }) => ({
    players: rows({ x: i32({ rate: "vx" }), y: i32({ rate: "vy" }), vx: i16(), vy: i16() }, { capacity: seats }),
    round: single({ it: discrete() }),
  }),
  setup() {},
  join: (world, seat) => void world.players.spawnAt(seat),
  leave: (world, seat) => world.players.despawn(seat),
  step(world) {
    for (const seat of world.players) {
      world.players.vx[seat] = world.seats.mx[seat] * 20;
      world.players.x[seat] += world.players.vx[seat];
    }
  },
  status: () => "live",
  bot: (world, seat, input) => {
    input.mx[seat] = world.tick & 32 ? 7 : -7;
  },
});
