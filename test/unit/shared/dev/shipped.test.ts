/** The games that ship give no cause for a finding: what is found in an author's game is no false alarm. */
import { expect, it } from "vitest";
import { checkedGame } from "#shared/dev/checked-game.ts";
import { games } from "#shared/games/index.ts";
import { type AnyGame, advance, createWorld, SEAT, type WorldBase } from "#shared/sim/index.ts";

/** Bots in all seats, who come one after the other, and go again. */
function played(game: AnyGame, settings: Readonly<Record<string, number>>, seed: number, ticks: number): WorldBase {
  const world: WorldBase = createWorld(game, settings, seed);
  for (let tick = 0; tick < ticks; tick++) {
    const { seatTable } = world.clone();
    for (let seat = 0; seat < seatTable.capacity; seat++) {
      const leaves = tick > ticks - 40 && seat === 1;
      seatTable.cells[0][seat] = tick >= 3 * seat && !leaves ? SEAT.bot : SEAT.empty;
    }
    advance(world, seatTable);
  }
  return world;
}

const cases = [...games.values()].flatMap((game) =>
  Object.entries(game.modes).map(([mode, { settings }]) => [`${game.name}, ${mode}`, game, settings] as const),
);

it.each(cases)("%s", (_, game, settings) => {
  if (game.secrets) return;
  const found: string[] = [];
  const world = played(
    checkedGame(game, ({ text }) => found.push(text)),
    settings,
    5,
    240,
  );
  expect(found).toEqual([]);
  expect(world.hash()).toBe(played(game, settings, 5, 240).hash());
});
