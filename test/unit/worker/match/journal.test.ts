import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { advance, createWorld, describe, firstDifference, Random, type WorldBase } from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";
import { current, Journal, lastSegment, messagesOf, type Page, replay } from "#worker/match/log/journal.ts";

/** What a disk holds after these writes, of the log that its first row belongs to. */
function disk(written: readonly Page[]): Page[] {
  const rows = new Map(written.map((page) => [page.slot, page]));
  const startTick = rows.get(0)?.startTick;
  return [...rows.values()].filter((page) => page.startTick === startTick).sort((a, b) => a.slot - b.slot);
}

/** What a disk holds of a match of this seed at its end, and the world that was stored last. */
function keep(seed: number, end: number, each: (journal: Journal, world: WorldBase) => void = () => {}) {
  const random = new Random({ seed, draws: 0 });
  const world = createWorld(toy, { seats: 5 }, seed);
  const inputs = inputsFor(world);
  const journal = new Journal(world);
  const written = journal.takePages();
  let stored: WorldBase = world.clone();
  for (let tick = 1; tick <= end; tick++) {
    // Every other stretch has no inputs.
    if ((tick >> 6) % 2 === 0) shuffle(inputs, (n) => random.below(n));
    advance(world, inputs);
    journal.write(world);
    each(journal, world);
    const pages = journal.takePages();
    written.push(...pages);
    if (pages.length > 0) stored = world.clone().forkFrom(world);
  }
  return { journal, world, written, stored };
}

it("leads from what has been written to the world of that tick and its past, at any end", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2200 }), (seed, end) => {
      const { written, stored } = keep(seed, end);
      expect(end - stored.tick).toBeLessThan(toy.tickRate);
      const pages = disk(written);
      for (const some of [pages, lastSegment(pages), current(written) as Page[]]) {
        const again = replay(stored.layout, some);
        const difference = firstDifference(stored, again);
        if (difference) throw new Error(describe(difference));
        for (let back = 1; back <= 6 && back < stored.tick; back++) {
          expect(again.past.at(stored.tick - back)?.hash()).toBe(stored.past.at(stored.tick - back)?.hash());
        }
      }
    }),
    { numRuns: 15 },
  );
});

it("tells every world on its way", () => {
  const worlds: number[] = [];
  const { written } = keep(7, 100, (_, world) => worlds.push(world.hash()));
  const told: number[] = [];
  const { layout } = replay(createWorld(toy, { seats: 5 }, 7).layout, disk(written), (world) =>
    told.push(world.hash()),
  );
  expect(layout.game.name).toBe(toy.name);
  // The first is the one that the log begins with; the last second is not full.
  expect(told.slice(1)).toEqual(worlds.slice(0, 90));
});

it("writes a page a second into a row of its own, and each thirtieth is one to begin with", () => {
  const { written } = keep(1, 62 * toy.tickRate);
  expect(written.map(({ slot }) => slot)).toEqual([0, ...Array.from({ length: 62 }, (_, second) => second)]);
  expect(new Set(written.map(({ startTick }) => startTick))).toEqual(new Set([0]));
  expect(disk(written).flatMap(({ slot, opening }) => (opening ? [slot] : []))).toEqual([0, 30, 60]);
});

it("says in each page where the match has come to, in a form that needs no rules", () => {
  const { written, stored } = keep(3, 95);
  const [image] = decodeDown(written[written.length - 1].image);
  expect(image).toMatchObject({ type: "keyframe", tick: 90, hash: stored.hash() });
});

it("goes on after the page that it was resumed from, and begins anew over its old rows", () => {
  const { written, stored, journal: old } = keep(5, 100);
  const pages = disk(written);
  const world = replay(stored.layout, pages);
  const journal = new Journal(world, pages.at(-1));
  expect(journal.takePages()).toEqual([]);
  const inputs = inputsFor(world);
  for (let tick = 0; tick < 45; tick++) {
    advance(world, inputs);
    journal.write(world);
  }
  const more = journal.takePages();
  expect(more.map(({ slot, startTick }) => [slot, startTick])).toEqual([[3, 0]]);
  journal.restart(world);
  expect(journal.takePages().map(({ slot, startTick }) => [slot, startTick])).toEqual([[4, 0]]);
  const restarted = world.clone();
  for (let tick = 0; tick < 30; tick++) {
    advance(world, inputs);
    journal.write(world);
  }
  const anew = journal.takePages();
  expect(anew.map(({ slot, startTick }) => [slot, startTick])).toEqual([[0, restarted.tick]]);
  expect(firstDifference(world, replay(world.layout, disk([...pages, ...more, ...anew])))).toBeUndefined();
  expect(old.rest().map(({ slot }) => slot)).toEqual([3]);
});

it("keeps who was there, for those who read it later", () => {
  const roster = encodeDown({ type: "roster", spectators: 0, seats: [{ seat: 1, kind: 2, name: "Ada" }] });
  const { written } = keep(1, 31 * toy.tickRate, (journal, world) => world.tick === 40 && journal.tell(roster));
  const names = (pages: readonly Page[]) =>
    decodeDown(messagesOf(pages)).flatMap((message) => (message.type === "roster" ? message.seats : []));
  expect(names(disk(written).slice(0, 1))).toEqual([]);
  expect(names(disk(written).slice(0, 3))).toMatchObject([{ name: "Ada" }]);
  // It is told again where one can begin.
  expect(names(disk(written).slice(30))).toMatchObject([{ name: "Ada" }]);
});

it("gives out what has begun when the match goes to sleep, and nothing twice", () => {
  const { journal, world, written } = keep(1, 40);
  journal.flush(world);
  written.push(...journal.takePages());
  expect(written.map(({ slot }) => slot)).toEqual([0, 0, 1]);
  journal.flush(world);
  expect(journal.takePages()).toEqual([]);
  expect(firstDifference(world, replay(world.layout, disk(written)))).toBeUndefined();
});

it("refuses pages that are damaged, of another order or of something else", () => {
  const { world, written } = keep(9, 70);
  const [first, second] = disk(written);
  expect(() => replay(world.layout, [{ ...first, log: new Uint8Array() }, second])).toThrow();
  expect(() => replay(world.layout, [second])).toThrow(RangeError);
  expect(() => replay(world.layout, [{ ...first, log: first.log.slice(0, -3) }, second])).toThrow();
  expect(() => replay(world.layout, [{ ...first, opening: first.opening?.slice(0, -3) }])).toThrow();
  expect(() => replay(world.layout, [{ ...first, log: new Uint8Array([0x93, 5, 1, 2]) }])).toThrow(TypeError);
  expect(() => replay(world.layout, [{ ...first, log: first.opening ?? first.log }])).toThrow(TypeError);
});
