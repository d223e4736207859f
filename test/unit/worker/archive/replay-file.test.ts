import { expect, it } from "vitest";
import { schemaOf } from "#shared/protocol/index.ts";
import { isTrue, readReplay, verify } from "#shared/replay/index.ts";
import { leapsIn } from "#shared/replay/leaps.ts";
import { advance, createWorld, Random } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";
import type { LoggedMatch } from "#worker/archive/logged.ts";
import { roundReplay } from "#worker/archive/replay-file.ts";
import { Journal, PAGE_S, type Page } from "#worker/match/log/journal.ts";

const { tickRate } = toy;

/** The pages of a round that begins at one tick and ends at another, and goes on a little. */
function round(begin: number, end: number, pageS: number): { readonly match: LoggedMatch; readonly pages: Page[] } {
  const random = new Random({ seed: 2, draws: 0 });
  const world = createWorld(toy, { seats: 4 }, 2);
  const inputs = inputsFor(world);
  const journal = new Journal(world);
  while (world.tick < end + 20 * tickRate) {
    shuffle(inputs, (n) => random.below(n));
    advance(world, inputs);
    journal.write(world, pageS);
    if (world.tick === begin) journal.restart(world);
    if (world.tick === end) journal.flush(world);
  }
  const rows = new Map(journal.takePages().map((page) => [page.slot, page]));
  const pages = [...rows.values()].filter(({ startTick }) => startTick === begin).sort((a, b) => a.slot - b.slot);
  const { layout } = world;
  const spec = { code: "0123456789", game: toy.name, settings: { ...layout.config } };
  return { match: { spec, gameVersion: toy.version, tickRate, schema: schemaOf(layout) }, pages };
}

it.each([
  ["short", PAGE_S.short],
  ["long", PAGE_S.long],
])("a round of %s pages begins and ends where it was played, and can be shown under other rules", async (_, pageS) => {
  const [begin, end] = [77, 77 + 95 * tickRate + 8];
  const { match, pages } = round(begin, end, pageS);
  const result = { round: 1, tick: end, at: 0, cut: false, standings: [] };
  const log = {
    length: pages.length,
    begins: pages.flatMap(({ opening }, n) => (opening ? [n] : [])),
    page: (n: number) => pages[n],
  };
  const replay = await readReplay(await roundReplay(match, result, log, only(toy)));
  expect(replay.head).toMatchObject({ first: begin, last: end });
  expect(isTrue(verify(replay, only(toy)))).toBe(true);
  expect(replay.segments.map(({ tick }) => tick)).toEqual([0, 30, 60, 90].map((seconds) => begin + seconds * tickRate));
  for (const { tick, end: to, states } of replay.segments) {
    const leaps = Array.from(leapsIn(states), ({ ticks }) => ticks);
    for (const ticks of leaps) expect(ticks).toBeLessThanOrEqual(2 * tickRate);
    // The next segment begins with the world of its last tick.
    const reached = leaps.reduce((sum, ticks) => sum + ticks, tick);
    expect(to - reached).toBeLessThanOrEqual(2 * tickRate);
  }
  const short = pages.slice(0, 2);
  await expect(roundReplay(match, result, { ...log, length: short.length }, only(toy))).rejects.toThrow(RangeError);
});
