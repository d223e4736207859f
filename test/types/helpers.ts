/** An author's own functions, typed by the world, and called by the game: this file compiles, but for the lines below `error:`. */
import { axis, defineGame, defineWorld, discrete, i32, rows, single, type WorldOf } from "#shared/sim/index.ts";

const parts = defineWorld({
  settings: { seats: { min: 2, max: 8, default: 4 }, speed: { min: 1, max: 9, default: 3 } },
  input: { mx: axis(-7, 7) },
  commands: { jump: { height: { min: 0, max: 9 } } },
  level: () => ({ width: 800 }),
  tables: ({ seats }) => ({
    players: rows({ x: i32() }, { capacity: seats, perSeat: true }),
    round: single({ it: discrete() }),
  }),
});

type TagWorld = WorldOf<typeof parts>;

function move(world: TagWorld, seat: number): void {
  const { players, seats, config, level } = world;
  players.x[seat] = Math.min(level.width, players.x[seat] + seats.mx[seat] * config.speed);
  const given = world.command(seat);
  if (given?.name === "jump") players.x[seat] += given.args.height;
  // error: Property 'y' does not exist
  players.y[seat] = 0;
}

const isIt = ({ round }: TagWorld, seat: number): boolean => round.it === seat;

export const tag = defineGame({
  ...parts,
  name: "tag",
  version: 1,
  tickRate: 30,
  modes: { tag: { title: "Tag", settings: { speed: 4 } } },
  setup() {},
  join: ({ players }, seat) => void players.spawnAt(seat),
  leave: ({ players }, seat) => players.despawn(seat),
  step(world) {
    for (const seat of world.players) if (!isIt(world, seat)) move(world, seat);
    // error: Property 'runners' does not exist
    world.runners.x[0] = 1;
  },
  status: () => "live",
  bot(world, seat, input) {
    input.mx[seat] = isIt(world, seat) ? 1 : 0;
  },
});

/** A world by its game is the same one. */
export const same = (world: WorldOf<typeof tag>): TagWorld => world;
