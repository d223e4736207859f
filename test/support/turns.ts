/**
 * A turn-based game with long quiet times, for tests: players take 1 to 3 from a heap in turn, and the round is over once it is
 * empty. Who does not move in time loses the turn. Each has a number that the others may not know.
 */
import { axis, defineGame, discrete, events, FOREVER, fixed, SEAT, single, type World } from "#shared/sim/index.ts";

/** The ticks for which what has been taken is on its way: the world changes in each of them. */
const SETTLES = 8;
/** A bot thinks for so many seconds. */
const THINKS_S = 2;

const settings = {
  seats: { min: 1, max: 6, default: 4 },
  fillTo: { min: 0, max: 6, default: 0 },
  /** 0 = a player may think for ever. */
  turnSeconds: { min: 0, max: 86_400, default: 60 },
  heap: { min: 1, max: 60_000, default: 1000 },
  /** How long a seat and a match are kept, in seconds. */
  keptSeat: { min: 1, max: 30 * 86_400, default: 30 },
  keptMatch: { min: 1, max: 30 * 86_400, default: 600 },
};

const input = { bid: axis(0, 3) };
const commands = { take: { count: { min: 1, max: 3 } } } as const;

const tables = ({ seats }: { readonly seats: number }) => ({
  table: single({
    heap: discrete("u16"),
    turn: discrete(),
    ended: discrete(),
    until: discrete("u32"),
    thinksUntil: discrete("u32"),
    settledAt: discrete("u32"),
    /** Grows while what has been taken is on its way. */
    rolled: discrete("u32"),
  }),
  hands: fixed({ taken: discrete("u16"), missed: discrete("u16"), secret: discrete("u16") }, { capacity: seats }),
  moves: events({ seat: discrete(), taken: discrete() }, { capacity: seats }),
});

type TurnsWorld = World<typeof input, ReturnType<typeof tables>, typeof settings, undefined, typeof commands>;

/** The next seat that has an owner, after this one; -1 where there is none. */
function nextSeat({ seats }: TurnsWorld, from: number): number {
  const { kind } = seats;
  for (let by = 1; by <= kind.length; by++) {
    const seat = (from + by) % kind.length;
    if (kind[seat] !== SEAT.empty) return seat;
  }
  return -1;
}

function passOn(world: TurnsWorld): void {
  const { table, config, seats, tick } = world;
  const next = nextSeat(world, table.turn);
  table.turn = Math.max(0, next);
  table.thinksUntil = next >= 0 && seats.kind[next] === SEAT.bot ? tick + THINKS_S * 20 : 0;
  table.until = next >= 0 && config.turnSeconds > 0 ? tick + config.turnSeconds * 20 : 0;
}

function take(world: TurnsWorld, seat: number, count: number): void {
  const { table, hands, moves, tick } = world;
  const taken = Math.min(count, table.heap);
  table.heap -= taken;
  table.settledAt = tick + SETTLES;
  hands.taken[seat] += taken;
  moves.spawn({ seat, taken });
  if (table.heap === 0) {
    table.ended = 1;
    table.until = table.thinksUntil = 0;
  } else passOn(world);
}

const isEnded = ({ table }: TurnsWorld): boolean => table.ended !== 0;

export const turns = defineGame({
  name: "turns",
  version: 1,
  tickRate: 20,
  settings,
  modes: {
    table: { title: "Table", settings: {} },
    mail: { title: "By mail", settings: { turnSeconds: 0, keptSeat: 7 * 86_400, keptMatch: 14 * 86_400 } },
  },
  input,
  commands,
  level: () => undefined,
  tables,
  setup(world) {
    world.table.heap = world.config.heap;
  },
  join(world, seat) {
    const { hands, table } = world;
    hands.taken[seat] = hands.missed[seat] = 0;
    hands.secret[seat] = world.random.below(1000);
    if (world.seats.kind[table.turn] === SEAT.empty || table.turn === seat) {
      table.turn = seat;
      table.until = world.config.turnSeconds > 0 ? world.tick + world.config.turnSeconds * 20 : 0;
      table.thinksUntil = world.seats.kind[seat] === SEAT.bot ? world.tick + THINKS_S * 20 : 0;
    }
  },
  leave(world, seat) {
    if (world.table.turn === seat && !isEnded(world)) passOn(world);
  },
  legal(world, seat, { name }) {
    if (name !== "take") return true;
    return (world.table.turn === seat && !isEnded(world)) || "It is not your turn";
  },
  step(world) {
    const { table, hands, seats, tick } = world;
    if (tick <= table.settledAt) table.rolled += 1;
    if (isEnded(world)) return;
    const { turn } = table;
    if (seats.kind[turn] === SEAT.empty) return;
    const given = world.command(turn);
    if (given?.name === "take") take(world, turn, given.args.count);
    else if (seats.kind[turn] === SEAT.bot && seats.bid[turn] > 0) take(world, turn, seats.bid[turn]);
    else if (table.until > 0 && tick >= table.until) {
      hands.missed[turn] += 1;
      passOn(world);
    }
  },
  status: (world) => (isEnded(world) ? "ended" : "live"),
  bot({ table, tick }, seat, input) {
    input.bid[seat] =
      table.turn === seat && table.thinksUntil > 0 && tick + 1 >= table.thinksUntil ? 1 + (seat % 3) : 0;
  },
  quietUntil(world) {
    const { table, tick } = world;
    if (tick < table.settledAt) return tick + 1;
    const dues = [table.until, table.thinksUntil].filter((due) => due > 0);
    return Math.min(FOREVER, ...dues);
  },
  turn: (world) => (isEnded(world) ? -1 : world.table.turn),
  keeps: ({ keptSeat, keptMatch }) => ({ seat: keptSeat, match: keptMatch }),
  view: {
    of: (_config, seat) => seat,
    hide({ hands }, view) {
      for (const seat of hands) if (seat !== view) hands.secret[seat] = 0;
    },
  },
});

const { view: _, ...open } = turns;

/** The same without secrets: every client steps it. */
export const openTurns = defineGame({ ...open, name: "openturns" });
