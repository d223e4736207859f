import { describe, expect, it } from "vitest";
import { type AnyGame, buttons, defineGame, discrete, events, fixed, rows, single, u8 } from "#shared/sim/index.ts";
import { checkLeaks } from "#test/check/leaks.ts";
import { cards } from "#test/support/cards.ts";
import { deal } from "#test/support/deal.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { turns } from "#test/support/turns.ts";

/** What a planted leak changes of a game that has none. */
interface Planted {
  /** Whether a view of a seat, or of a spectator, is shown a card of another. */
  readonly shows?: (view: number, face: number) => boolean;
  readonly sums?: boolean;
  readonly legal?: boolean;
  readonly turn?: boolean;
  readonly tells?: boolean;
}

/** Each seat has one card in a table of rows, and coins in a fixed one, which the others may not know. */
function planted({
  shows = () => false,
  sums = false,
  legal = false,
  turn = false,
  tells = false,
}: Planted = {}): AnyGame {
  const game = defineGame({
    name: "planted",
    version: 1,
    tickRate: 10,
    settings: { seats: { min: 2, max: 4, default: 3 } },
    modes: { plain: { title: "Plain", settings: {} } },
    input: { go: buttons(1) },
    commands: { draw: {} },
    secrets: true,
    level: () => undefined,
    tables: ({ seats }) => ({
      cards: rows({ owner: u8(), face: u8() }, { capacity: seats }),
      coins: fixed({ gold: u8() }, { capacity: seats, perSeat: true }),
      table: single({ sum: discrete("u16"), moves: discrete("u16") }),
      rings: events({ face: u8() }, { capacity: 2 }),
    }),
    setup() {},
    join(world, seat) {
      world.cards.spawnAt(seat, { owner: seat, face: world.secret.between(1, 52) });
      world.coins.gold[seat] = world.secret.between(1, 200);
    },
    leave(world, seat) {
      world.cards.despawn(seat);
      world.coins.gold[seat] = 0;
    },
    step(world) {
      const { seats, coins, table } = world;
      for (const seat of seats) {
        if (world.command(seat)?.name !== "draw") continue;
        world.cards.face[seat] = world.secret.between(1, 52);
        table.moves += 1;
      }
      if (sums) table.sum = [...coins].reduce((sum, seat) => sum + coins.gold[seat], 0);
      if (tells) world.rings.spawn({ face: coins.gold[0] });
    },
    legal: ({ coins }) => !legal || coins.gold[0] > 100 || "Too poor",
    turn: ({ coins }) => (turn ? coins.gold[0] % 2 : -1),
    status: () => "live",
    bot() {},
    view: {
      of: (_, seat) => seat,
      hide(world, view) {
        const { cards, coins } = world;
        for (const row of cards) if (row !== view && !shows(view, cards.face[row])) cards.despawn(row);
        for (const seat of coins) if (seat !== view) coins.gold[seat] = 0;
      },
    },
  });
  return game as unknown as AnyGame;
}

const SEEDS = [1, 2, 3, 4, 5];
const check = (game: AnyGame, ticks = 150) => SEEDS.map((seed) => checkLeaks(game, seed, ticks));
const found = (game: AnyGame) =>
  new Set(
    check(game).flatMap(({ leaks }) => leaks.map(({ table, column }) => (column ? `${table}.${column}` : table))),
  );

describe("a game without leaks", () => {
  it.each([deal, cards, turns, planted()])("has none ($name), and two worlds were compared", (game) => {
    const reports = check(game as unknown as AnyGame);
    expect(reports.flatMap(({ leaks }) => leaks)).toEqual([]);
    expect(reports.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(100);
  });

  it("has nothing to compare where nothing is hidden", () => {
    expect(checkLeaks(scuffle as unknown as AnyGame, 1, 20)).toEqual({ leaks: [], ticks: 20, compared: 0 });
  });
});

describe("a planted leak is found, by table and column", () => {
  it("where a view hides by value", () => {
    expect([...found(planted({ shows: (_, face) => face <= 26 }))]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^cards\./)]),
    );
  });

  it("where only spectators are shown some rows by their value", () => {
    const game = planted({ shows: (view, face) => view < 0 && face % 2 === 0 });
    const leaks = check(game).flatMap((report) => report.leaks);
    expect(leaks.length).toBeGreaterThan(0);
    for (const { seat, table } of leaks) expect([seat, table]).toEqual([-1, "cards"]);
  });

  it("where a public column sums secrets", () => {
    expect([...found(planted({ sums: true }))]).toEqual(["table.sum"]);
  });

  it("where an event tells", () => {
    expect([...found(planted({ tells: true }))].some((name) => name.startsWith("rings"))).toBe(true);
  });

  it("where the refusal of a command tells", () => {
    expect([...found(planted({ legal: true }))]).toEqual(["legal"]);
  });

  it("where the turn tells", () => {
    expect([...found(planted({ turn: true }))]).toEqual(["turn"]);
  });

  it("and says to the author what it is", () => {
    const [leak] = check(planted({ sums: true })).flatMap(({ leaks }) => leaks);
    expect(leak.problem).toMatch(/^table\.sum tells (spectators|seat \d) of what it may not know/);
  });

  it("but for what is declared to be hidden by its own value, as in fog", () => {
    const game = planted({ shows: (_, face) => face <= 26 });
    for (const seed of SEEDS) expect(checkLeaks(game, seed, 150, { byValue: ["cards"] }).leaks).toEqual([]);
  });
});
