/** What development finds wrong with rules, in words that say what and where. */
import { expect, it } from "vitest";
import { checkedGame } from "#shared/dev/checked-game.ts";
import type { Finding } from "#shared/dev/finding.ts";
import {
  type AnyGame,
  advance,
  axis,
  CLIENT,
  createWorld,
  defineGame,
  discrete,
  fixed,
  i16,
  plan,
  rows,
  SEAT,
  seededNature,
  setUp,
  single,
  type TableView,
  Unforeseen,
  u8,
  type WorldBase,
} from "#shared/sim/index.ts";
import { deal } from "#test/support/deal.ts";
import { inputsFor as seatsFor, toy } from "#test/support/toy.ts";

interface Runners {
  readonly x: Record<number, number>;
  readonly speed: Record<number, number>;
  has(row: number): boolean;
  spawn(values?: Readonly<Record<string, number>>): number;
  spawnAt(row: number, values?: Readonly<Record<string, number>>): number;
}

/** As a game sees its worlds that has no types to help it. */
interface Loose {
  readonly runners: Runners;
  readonly points: { readonly at: Record<number, number> };
  round: { phase: number } & Record<string, number>;
  readonly random: { below(end: number): number };
  readonly tick: number;
}

/** A game with one function of its own. */
function gameWith(own: Partial<Pick<AnyGame, "step" | "bot" | "status" | "join">>): AnyGame {
  const game = defineGame({
    name: "faulty",
    version: 1,
    tickRate: 30,
    settings: { seats: { min: 1, max: 4, default: 2 } },
    modes: { plain: { title: "Plain", settings: {} } },
    input: { mx: axis(-1, 1) },
    level: () => undefined,
    tables: ({ seats }) => ({
      runners: rows({ x: i16(), speed: u8() }, { capacity: seats }),
      points: fixed({ at: i16() }, { capacity: seats }),
      round: single({ phase: discrete() }),
    }),
    setup: (world) => void world.runners.spawnAt(0, { x: 5, speed: 1 }),
    step() {},
    join() {},
    leave() {},
    status: () => "live",
    bot() {},
  }) as unknown as AnyGame;
  return { ...game, ...own };
}

const loose = (world: WorldBase): Loose => world as unknown as Loose;

interface Played {
  readonly found: readonly Finding[];
  readonly world: WorldBase;
  readonly error: unknown;
}

/** Plays some ticks with a bot in seat 1. */
function play(game: AnyGame, ticks = 3): Played {
  const found: Finding[] = [];
  const world: WorldBase = createWorld(
    checkedGame(game, (finding) => found.push(finding)),
    {},
    7,
  );
  const inputs = world.seatTable;
  let error: unknown;
  try {
    for (let i = 0; i < ticks; i++) {
      const given = inputsFor(world, inputs);
      advance(world, given);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { found, world, error };
}

/** The seats' inputs as a server fills them in: seat 1 is a bot. */
function inputsFor(world: WorldBase, seats: TableView): TableView {
  const { seatTable } = world.clone();
  seatTable.bytes.set(seats.bytes);
  seatTable.cells[0][1] = SEAT.bot;
  return seatTable;
}

const stepping = (step: (world: Loose) => void): Played => play(gameWith({ step: (world) => step(loose(world)) }));
const only = ({ found }: Played): Finding => {
  expect(found).toHaveLength(1);
  return found[0];
};

it("finds nothing wrong with a game that plays by the rules, and changes nothing of it", () => {
  const { found, world, error } = play(toy as unknown as AnyGame, 200);
  expect(error).toBeUndefined();
  expect(found).toEqual([]);
  const bare: WorldBase = createWorld(toy, {}, 7);
  for (let i = 0; i < 200; i++) advance(bare, inputsFor(bare, bare.seatTable));
  expect(world.hash()).toBe(bare.hash());
});

it("names a value that is out of its column's range, once, with the line that sets it", () => {
  const finding = only(
    stepping(({ runners }) => {
      runners.speed[0] = 300;
    }),
  );
  expect(finding.text).toBe(
    "faulty: runners.speed[0] is set to 300: speed is a u8, which holds 0 to 255 (in step, tick 1)",
  );
  expect(finding).toMatchObject({ kind: "value", game: "faulty", table: "runners", row: 0, column: "speed", tick: 1 });
  expect(finding.at).toMatch(/checked-game\.test\.ts:\d+:\d+$/);
});

it.each([
  [0.5, "is set to 0.5: use whole numbers"],
  [Number.NaN, "is set to NaN, which becomes 0"],
])("names the value %s", (value, text) => {
  expect(
    only(
      stepping(({ runners }) => {
        runners.x[0] = value;
      }),
    ).text,
  ).toContain(`runners.x[0] ${text}`);
});

it("looks at the values that a row is spawned with, and at a single row", () => {
  expect(only(stepping(({ runners, tick }) => tick === 1 && runners.spawn({ speed: -1 }))).text).toContain(
    "is set to -1: speed is a u8",
  );
  expect(
    only(
      stepping(({ round }) => {
        round.phase = 256;
      }),
    ).text,
  ).toContain("round.phase is set to 256");
});

it("names a row that there is not, or that is not live", () => {
  expect(
    only(
      stepping(({ points }) => {
        points.at[2] = 1;
      }),
    ).text,
  ).toContain("points.at[2] is set, but its rows are 0 to 1");
  const { text } = only(
    stepping(({ runners }) => {
      runners.x[1] = 1;
    }),
  );
  expect(text).toContain("runners.x[1] is set, but row 1 is not live");
});

it("says which column was meant", () => {
  const { found, error } = stepping((world) => {
    world.round.fase = 1;
  });
  expect(String(error)).toBe("TypeError: round has no column fase: did you mean phase?");
  expect(found[0]).toMatchObject({ kind: "threw", game: "faulty" });
  expect(found[0].text).toContain("step has thrown TypeError: round has no column fase");
  const read = stepping(({ runners }) => {
    runners.x[0] = (runners as unknown as { spede: number[] }).spede[0];
  });
  expect(String(read.error)).toContain("runners has no column spede: did you mean speed?");
  const table = stepping((world) => (world as unknown as { runer: unknown }).runer);
  expect(String(table.error)).toContain("the world has no table runer");
});

it("finds what is not in the world by making each tick twice", () => {
  let count = 0;
  const module = stepping(({ runners }) => {
    count += 1;
    runners.x[0] = count;
  });
  expect(module.found[0].text).toContain("runners.x[0] is 1 the first time and 2 the second, from the same world");
  expect(module.found[0]).toMatchObject({ kind: "outside", table: "runners", column: "x", row: 0 });
  const chance = stepping(({ runners }) => {
    runners.x[0] = Math.trunc(Math.random() * 1000);
  });
  expect(chance.found[0]).toMatchObject({ kind: "outside", column: "x" });
  expect(only(chance).text).toContain("Math.random");
});

it("finds readers that write or draw", () => {
  const bot = play(
    gameWith({
      bot: (world) => {
        loose(world).runners.x[0] += 1;
      },
    }),
  );
  expect(only(bot).text).toBe(
    "faulty: bot (seat 1) sets runners.x[0], which was 5, to 6: it may only read the world (tick 0)",
  );
  const draws = play(gameWith({ bot: (world) => void loose(world).random.below(6) }));
  expect(only(draws).text).toContain("bot (seat 1) draws from world.random: it may only read the world");
});

it("tells what a step throws, and leaves it to throw", () => {
  const { found, error } = stepping(() => {
    throw new RangeError("no way");
  });
  expect(String(error)).toBe("RangeError: no way");
  expect(found[0].text).toBe("faulty: step has thrown RangeError: no way (tick 1)");
  expect(found[0].at).toMatch(/checked-game\.test\.ts:/);
});

it("lets a prediction end where only the server knows what comes", () => {
  const found: Finding[] = [];
  const game = checkedGame(deal as unknown as AnyGame, (finding) => found.push(finding));
  const world = setUp(plan(game), 1);
  const inputs = seatsFor(world);
  // A player who joins is dealt a hand.
  inputs.cells[0][0] = SEAT.person;
  expect(() => advance(world, inputs, CLIENT)).toThrow(Unforeseen);
  advance(setUp(plan(game), 1), inputs, seededNature(1));
  expect(found).toEqual([]);
});
