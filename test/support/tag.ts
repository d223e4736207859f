/** A small game of tag without a round, for tests. */
import { axis, defineGame, discrete, hypot, i32, rows, single } from "#shared/sim/index.ts";

export const tagGame = defineGame({
  name: "tag",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 2, max: 8, default: 4 } },
  modes: { tag: { title: "Tag", settings: {} } },
  input: { mx: axis(-7, 7), my: axis(-7, 7) },
  level: () => undefined,
  tables: ({ seats }) => ({
    players: rows({ x: i32(), y: i32() }, { capacity: seats, perSeat: true }),
    round: single({ it: discrete(), safeUntil: discrete("u32") }),
  }),
  setup() {},
  join({ players }, seat) {
    players.spawnAt(seat);
    players.x[seat] = 100 * seat;
  },
  leave: ({ players }, seat) => players.despawn(seat),
  step({ players, round, seats, tick }) {
    const { x, y } = players;
    for (const seat of players) {
      x[seat] = Math.min(800, Math.max(0, x[seat] + seats.mx[seat]));
      y[seat] = Math.min(600, Math.max(0, y[seat] + seats.my[seat]));
      if (!players.has(round.it)) round.it = seat;
    }
    for (const seat of players) {
      const distance = hypot(x[seat] - x[round.it], y[seat] - y[round.it]);
      if (seat === round.it || distance > 30 || tick < round.safeUntil) continue;
      round.it = seat;
      round.safeUntil = tick + 30;
    }
  },
  status: () => "live",
  bot({ players, round }, seat, input) {
    const { x, y } = players;
    const target = seat === round.it ? [...players].find((other) => other !== seat) : round.it;
    if (target === undefined) return;
    const speed = seat === round.it ? 7 : -5;
    input.mx[seat] = speed * Math.sign(x[target] - x[seat]);
    input.my[seat] = speed * Math.sign(y[target] - y[seat]);
  },
});
