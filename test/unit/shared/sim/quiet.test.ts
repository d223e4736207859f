import { expect, describe as group, it } from "vitest";
import {
  type AnyGame,
  advance,
  commandCells,
  createWorld,
  defineGame,
  eachPassed,
  FOREVER,
  firstDifference,
  holdInputs,
  quietTicks,
  SEAT,
  skip,
  skipQuiet,
  TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";
import { checkQuiet } from "#test/check/quiet.ts";
import { toy } from "#test/support/toy.ts";
import { openTurns, turns } from "#test/support/turns.ts";

const inputsOf = (world: WorldBase): TableView => {
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  holdInputs(inputs, world.seatTable);
  return inputs;
};

/** Two players, the first is on turn. */
function begun(settings: Readonly<Record<string, number>> = {}) {
  const world = createWorld(openTurns, { seats: 2, ...settings }, 1);
  const inputs = inputsOf(world);
  for (const seat of [0, 1]) inputs.cells[0][seat] = SEAT.person;
  advance(world, inputs);
  return { world, inputs };
}

function take(world: WorldBase, inputs: TableView, seat: number, count: number): void {
  holdInputs(inputs, world.seatTable);
  const cells = commandCells(inputs);
  if (!cells) throw new Error("there are no commands");
  cells.seq[seat] += 1;
  writeCommand(cells, seat, { number: 32, args: [count, 0, 0] });
  advance(world, inputs);
}

group("quiet time", () => {
  it("passes in a skipQuiet, up to the tick before the one in which something happens", () => {
    const { world, inputs } = begun({ turnSeconds: 60 });
    const { until } = world.table;
    expect(until).toBe(1 + 60 * 20);
    expect(quietTicks(world, inputs)).toBe(until - 1 - world.tick);
    const passed: number[] = [];
    skip(world, inputs, until - world.tick, (_, ticks) => passed.push(ticks));
    expect(passed).toEqual([until - 2, 1]);
    expect(world.tick).toBe(until);
    expect(world.table.turn).toBe(1);
    expect(world.hands.missed[0]).toBe(1);
  });

  it("is what stepping makes of it, the past included", () => {
    const { world, inputs } = begun();
    const stepped = world.clone().forkFrom(world);
    for (let n = 0; n < 5000; n++) {
      const held = inputsOf(stepped);
      advance(stepped, held);
    }
    skip(world, inputs, 5000);
    expect(firstDifference(stepped, world)).toBeUndefined();
    const { rewind } = world.layout;
    expect(rewind).toBeGreaterThan(0);
    for (let back = 1; back <= rewind; back++)
      expect(world.past.at(world.tick - back)?.hash()).toBe(stepped.past.at(world.tick - back)?.hash());
    expect(world.past.at(world.tick - rewind - 1)).toBeUndefined();
  });

  it("costs nothing, however long it is", () => {
    const { world, inputs } = begun({ turnSeconds: 0 });
    let calls = 0;
    skip(world, inputs, 3_000_000_000, () => calls++);
    expect(calls).toBe(1);
    expect(world.tick).toBe(3_000_000_001);
  });

  it("does not begin before the events and commands of the tick before are over", () => {
    const { world, inputs } = begun({ turnSeconds: 0 });
    take(world, inputs, 0, 2);
    expect(world.moves.count()).toBe(1);
    holdInputs(inputs, world.seatTable);
    expect(quietTicks(world, inputs)).toBe(0);
    // A command of the runtime's own changes nothing in this game, and is over with the next tick all the same.
    const talk = begun({ turnSeconds: 0 });
    const cells = commandCells(talk.inputs);
    if (cells) writeCommand(cells, 0, { number: 1, args: [0, 0, 0] });
    advance(talk.world, talk.inputs);
    holdInputs(talk.inputs, talk.world.seatTable);
    expect(quietTicks(talk.world, talk.inputs)).toBe(0);
    advance(talk.world, talk.inputs);
    expect(quietTicks(talk.world, talk.inputs)).toBe(FOREVER);
  });

  it("ends where a bot decides otherwise than it did", () => {
    const { world, inputs } = begun({ turnSeconds: 0 });
    inputs.cells[0][1] = SEAT.bot;
    advance(world, inputs);
    take(world, inputs, 0, 1);
    expect(world.table.turn).toBe(1);
    const { thinksUntil } = world.table;
    skip(world, inputs, thinksUntil - world.tick);
    expect(world.hands.taken[1]).toBe(2);
  });

  it("is none where inputs change, and in a game that says nothing of it", () => {
    const { world, inputs } = begun({ turnSeconds: 0 });
    inputs.cells[2][0] = 3;
    expect(quietTicks(world, inputs)).toBe(0);
    const other = createWorld(toy, {}, 1);
    expect(quietTicks(other, inputsOf(other))).toBe(0);
    const odd = createWorld({ ...openTurns, quietUntil: () => Number.NaN }, { turnSeconds: 0 }, 1);
    expect(quietTicks(odd, inputsOf(odd))).toBe(0);
  });

  it("is none while a row moves by its rate: a state stream would move it", () => {
    const declared = { ...toy, quietUntil: () => FOREVER };
    const world = createWorld(declared, {}, 1);
    const rated = world.views.findIndex(({ placed }) =>
      placed.columns.some(({ rateColumn }) => rateColumn !== undefined),
    );
    const view = world.views[rated];
    expect(quietTicks(world, inputsOf(world))).toBe(FOREVER);
    const { rateColumn = -1 } = view.placed.columns.find((column) => column.rateColumn !== undefined) ?? {};
    if (view.generation) view.spawnAt(0);
    view.cells[rateColumn][0] = 1;
    expect(quietTicks(world, inputsOf(world))).toBe(0);
  });

  it("shows its last worlds one by one to those who keep them", () => {
    const { world } = begun();
    skipQuiet(world, 100);
    const seen: number[] = [];
    eachPassed(world, 100, 3, ({ tick }) => seen.push(tick));
    expect(seen).toEqual([99, 100, 101]);
    expect(world.tick).toBe(101);
    eachPassed(world, 2, 3, ({ tick }) => seen.push(tick));
    expect(seen.slice(3)).toEqual([100, 101]);
  });
});

group("the check of quiet time", () => {
  it.each([turns, openTurns])("finds nothing in a game that keeps its promise: $name", (game) => {
    let quiet = 0;
    for (let seed = 0; seed < 25; seed++) {
      const report = checkQuiet(game, seed, 40);
      expect(report.problem).toBeUndefined();
      quiet += report.quiet;
    }
    expect(quiet).toBeGreaterThan(10_000);
  });

  /** What it says of the first seed with which it finds anything. */
  function problemOf(game: AnyGame): string | undefined {
    for (let seed = 0; seed < 50; seed++) {
      const { problem } = checkQuiet(game, seed, 40);
      if (problem) return problem;
    }
    return undefined;
  }

  const { quietUntil } = turns;
  if (!quietUntil) throw new Error("this game has quiet time");

  it("names table, row and column that change in quiet time", () => {
    const late = defineGame({ ...openTurns, quietUntil: (world) => quietUntil(world) + 1 });
    expect(problemOf(late)).toMatch(
      /openturns, tick \d+: a step in quiet time changes more than the tick: .*(table|hands|bid|draws)/,
    );
    const rolling = defineGame({
      ...openTurns,
      quietUntil: ({ table }) => Math.min(FOREVER, ...[table.until, table.thinksUntil].filter((due) => due > 0)),
    });
    expect(problemOf(rolling)).toMatch(/table.*rolled|rolled.*table/);
  });

  it("finds what depends on what a view hides", () => {
    const leaky = defineGame({
      ...turns,
      quietUntil: (world) => (world.hands.secret[0] % 2 === 1 ? world.tick + 1 : quietUntil(world)),
    });
    expect(problemOf(leaky)).toMatch(/view -?\d+ hides what quietUntil needs/);
  });

  it("finds a function that changes the world, and remarkable moments in which nothing happens", () => {
    const writes = defineGame({
      ...openTurns,
      quietUntil(world) {
        world.table.heap += 1;
        return FOREVER;
      },
    });
    expect(problemOf(writes)).toMatch(/changes the world/);
    const proud = defineGame({ ...openTurns, highlight: () => 1 });
    expect(problemOf(proud)).toMatch(/highlight is not 0/);
    const { quietUntil: _, ...restless } = openTurns;
    expect(problemOf(restless)).toMatch(/declares no quietUntil/);
  });
});
