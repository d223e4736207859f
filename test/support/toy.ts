/** A small game that uses every part of the kit: for tests of the runtime, which must not know the games that ship. */
import {
  aim,
  axis,
  buttons,
  defineGame,
  discrete,
  events,
  fixed,
  i16,
  i32,
  rows,
  SEAT,
  single,
  TableView,
  u8,
  type WorldBase,
  type WorldOf,
} from "#shared/sim/index.ts";

/** How far a look reaches. */
const REACH = 500;

export const toy = defineGame({
  name: "toy",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 1, max: 32, default: 4 }, ticks: { min: 1, max: 100000, default: 100000 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { mx: axis(-7, 7), aim: aim(), buttons: buttons(3) },
  level: () => undefined,
  tables: ({ seats }) => ({
    players: rows({ x: i32({ rate: "vx", snap: 5000 }), vx: i16(), hp: u8() }, { capacity: seats, perSeat: true }),
    shots: rows(
      { x: i16({ rate: "vx" }), vx: i16(), owner: discrete(), dieAt: discrete("u32") },
      { capacity: seats * 4, show: "predict" },
    ),
    scores: fixed({ points: i16() }, { capacity: seats }),
    round: single({ endsAt: discrete("u32"), over: discrete() }),
    hits: events({ by: discrete(), at: i32() }, { capacity: 4, by: "by" }),
  }),
  setup(world) {
    world.round.endsAt = world.config.ticks;
  },
  join(world, seat) {
    world.players.spawnAt(seat, { x: world.random.between(-1000, 1000), hp: 100 });
    world.scores.points[seat] = 0;
  },
  leave(world, seat) {
    world.players.despawn(seat);
  },
  step(world) {
    const { players, shots, seats, scores, round, random } = world;
    if (round.over === 0 && world.tick >= round.endsAt) round.over = 1;
    if (round.over === 1) return;
    for (const row of players) {
      players.vx[row] += seats.mx[row];
      if (Math.abs(players.x[row]) > 100_000) players.vx[row] = -players.vx[row];
      players.x[row] += players.vx[row];
      if (seats.buttons[row] & 1)
        shots.spawn({ x: players.x[row], vx: random.between(-50, 50), owner: row, dieAt: world.tick + 20 });
    }
    for (const row of players) if (seats.buttons[row] & 2) scores.points[row] += aimedAt(world, row);
    for (const row of shots) {
      shots.x[row] += shots.vx[row];
      if (world.tick < shots.dieAt[row]) continue;
      world.hits.spawn({ by: shots.owner[row], at: shots.x[row] });
      scores.points[shots.owner[row]] += 1;
      shots.despawn(row);
    }
  },
  status: (world) => (world.round.over === 1 ? "ended" : "live"),
  bot(world, seat, input) {
    input.mx[seat] = (((world.tick >> 3) + seat) % 3) - 1;
    input.aim[seat] = (world.tick * 4) % 1024;
    input.buttons[seat] = world.tick % 16 === seat ? 3 : 0;
  },
});

export type ToyWorld = WorldOf<typeof toy>;

/** The number of others near enough, as this seat saw them: hits by lag compensation. */
function aimedAt(world: ToyWorld, seat: number): number {
  const { players } = world.seen(seat);
  const near = [...players].filter((row) => row !== seat && Math.abs(players.x[row] - players.x[seat]) < REACH);
  return near.length;
}

/** New inputs, shaped as the seats of `world`; all are idle and all seats empty. */
export function inputsFor(world: WorldBase): TableView {
  return new TableView(world.layout.tables[1], new ArrayBuffer(world.layout.size));
}

/** Gives every seat an owner of this kind, one of `SEAT`. */
export function seatAll(inputs: TableView, kind: number): void {
  for (let seat = 0; seat < inputs.capacity; seat++) inputs.cells[0][seat] = kind;
}

/** Gives every seat random inputs, and now and then a new owner. `draw(n)` answers 0 to n - 1. */
export function shuffle(inputs: TableView, draw: (n: number) => number): void {
  const [kind, seen, mx, aim, buttons] = inputs.cells;
  for (let seat = 0; seat < inputs.capacity; seat++) {
    if (draw(20) === 0) kind[seat] = [SEAT.empty, SEAT.bot, SEAT.person, SEAT.away][draw(4)];
    if (draw(5) === 0) seen[seat] = draw(64);
    if (draw(3) === 0) mx[seat] = draw(15) - 7;
    if (draw(2) === 0) aim[seat] = draw(1024);
    if (draw(4) === 0) buttons[seat] = draw(8);
  }
}
