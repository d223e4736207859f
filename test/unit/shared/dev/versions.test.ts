/** Rules of another source are another version, and keep the world. */
import { expect, it } from "vitest";
import { round } from "#shared/dev/loops.ts";
import { declaredVersion, fromSource, isSameSource, versioned } from "#shared/dev/versions.ts";
import { type AnyGame, createWorld, defineGame, migrate, type WorldBase } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

const any = (game: unknown): AnyGame => game as AnyGame;
/** A game that was loaded from this source. */
const loaded = (hash: number, own: Partial<AnyGame> = {}): AnyGame =>
  versioned(any(fromSource(hash)(defineGame)(any({ ...toy, ...own }) as never)));

const worldOf = (game: AnyGame): WorldBase => createWorld(game, {}, 3);

it("leaves a game alone whose source is not known", () => {
  expect(versioned(any(toy))).toBe(toy);
});

it("tells sources apart, and keeps the declared version", () => {
  const [one, other, raised] = [loaded(0xfff00001), loaded(0xfff00002), loaded(0xfff00001, { version: 7 })];
  expect(isSameSource(one, loaded(0xfff00001))).toBe(true);
  expect(isSameSource(one, other)).toBe(false);
  expect(isSameSource(one, raised)).toBe(false);
  expect([one, other, raised].map(({ version }) => declaredVersion(version))).toEqual([1, 1, 7]);
  expect(declaredVersion(12)).toBe(12);
});

it("goes on with a world of another source, byte for byte where the tables are equal", () => {
  const before = worldOf(loaded(1));
  before.views[2].spawnAt(1, { x: 77, hp: 9 });
  const after = migrate(loaded(2), {}, { version: before.layout.game.version, world: before });
  expect(after?.bytes).toEqual(before.bytes);
});

it("carries other tables over by their names", () => {
  const before = worldOf(loaded(1));
  before.views[2].spawnAt(1, { x: 77, hp: 9 });
  const { tables } = toy;
  const wider = loaded(2, {
    tables: (config) => {
      const { players, ...rest } = any({ tables }).tables(config);
      const { hp, ...columns } = players.columns;
      return { players: { ...players, columns: { ...columns, shield: hp } }, ...rest };
    },
  });
  const after = migrate(wider, {}, { version: before.layout.game.version, world: before });
  const players = after?.views[2];
  const cell = (column: string) => players?.cells[players.placed.index.get(column) ?? -1]?.[1];
  expect([players?.has(1), cell("x"), cell("shield"), cell("hp")]).toEqual([true, 77, 0, undefined]);
});

it("asks the game where its author has raised the version", () => {
  const before = worldOf(loaded(1));
  const asked: number[] = [];
  const raised = loaded(2, {
    version: 2,
    migrate: (_, { version }) => {
      asked.push(version);
      return false;
    },
  });
  expect(migrate(raised, {}, { version: before.layout.game.version, world: before })).toBeUndefined();
  expect(asked).toEqual([1]);
});

it("ends a loop that does not end", () => {
  const endless = loaded(3, {
    step: () => {
      for (;;) round();
    },
  });
  const world = worldOf(endless);
  expect(() => endless.step(world)).toThrow("a loop has gone round 2000000 times in one call: it does not end");
  expect(() => endless.step(world)).toThrow(RangeError);
});
