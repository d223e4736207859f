import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { advance, createWorld, describe, firstDifference, Random, type WorldBase } from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";
import { current, Journal, lastSegment, messagesOf, PAGE_S, type Page, replay } from "#worker/match/log/journal.ts";

/** What a disk holds after these writes, of the log that its first row belongs to. */
function disk(written: readonly Page[]): Page[] {
  const rows = new Map(written.map((page) => [page.slot, page]));
  const startTick = rows.get(0)?.startTick;
  return [...rows.values()].filter((page) => page.startTick === startTick).sort((a, b) => a.slot - b.slot);
}

/** What a disk holds of a match of this seed at its end, and the world that was stored last. */
function keep(
  seed: number,
  end: number,
  each: (journal: Journal, world: WorldBase) => unknown = () => {},
  pageS: () => number = () => PAGE_S.short,
  turned: () => void = () => {},
) {
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
    journal.write(world, pageS());
    each(journal, world);
    const pages = journal.takePages();
    written.push(...pages);
    if (pages.length > 0) turned();
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

it("writes a page a second into a row of its own, after a first one without play, and one to begin with each half minute", () => {
  const { written } = keep(1, 62 * toy.tickRate);
  expect(written.map(({ slot }) => slot)).toEqual(Array.from({ length: 63 }, (_, second) => second));
  expect(written.map(({ tick }) => tick)).toEqual(written.map(({ slot }) => slot * toy.tickRate));
  expect(new Set(written.map(({ startTick }) => startTick))).toEqual(new Set([0]));
  expect(disk(written).flatMap(({ slot, opening }) => (opening ? [slot] : []))).toEqual([0, 31, 61]);
});

it("writes long pages where it is told to, hastened ones within a second, and worlds every two seconds", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 2, max: 900 }),
      (seed, end, often) => {
        const random = new Random({ seed, draws: 1 });
        let pageS: number = PAGE_S.long;
        let hastened: number | undefined;
        const late: number[] = [];
        const { written, stored } = keep(
          seed,
          end,
          (journal, { tick }) => {
            if (random.below(often) === 0) pageS = random.below(3) === 0 ? PAGE_S.short : PAGE_S.long;
            if (random.below(often) === 0) {
              journal.hasten();
              hastened ??= tick;
            }
            if (hastened !== undefined && tick - hastened > toy.tickRate + 1) late.push(tick);
          },
          () => pageS,
          () => {
            hastened = undefined;
          },
        );
        expect(late).toEqual([]);
        const pages = disk(written);
        expect(firstDifference(stored, replay(stored.layout, pages))).toBeUndefined();
        expect(firstDifference(stored, replay(stored.layout, lastSegment(pages)))).toBeUndefined();
        let [before, opened] = [0, 0];
        for (const { tick = Number.NaN, images, opening } of pages) {
          const worlds = decodeDown(images).flatMap((message) => (message.type === "keyframe" ? message.tick : []));
          expect(worlds.at(-1)).toBe(tick);
          for (const [n, world] of worlds.entries())
            expect(world - (worlds[n - 1] ?? before)).toBeLessThanOrEqual(2 * toy.tickRate);
          expect(tick - before).toBeLessThanOrEqual(PAGE_S.long * toy.tickRate);
          if (opening) opened = before;
          expect(before - opened).toBeLessThan((30 + PAGE_S.long) * toy.tickRate);
          before = tick;
        }
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);

it("says in each page where the match has come to, in a form that needs no rules", () => {
  const { written, stored } = keep(3, 95);
  const [image] = decodeDown(written[written.length - 1].images);
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
  expect(more.map(({ slot, startTick }) => [slot, startTick])).toEqual([[4, 0]]);
  journal.restart(world);
  const turning = journal.takePages();
  expect(turning.map(({ slot, startTick }) => [slot, startTick])).toEqual([
    [5, 0],
    [0, world.tick],
  ]);
  const restarted = world.clone();
  for (let tick = 0; tick < 30; tick++) {
    advance(world, inputs);
    journal.write(world);
  }
  const anew = journal.takePages();
  expect(anew.map(({ slot, startTick }) => [slot, startTick])).toEqual([[1, restarted.tick]]);
  expect(firstDifference(world, replay(world.layout, disk([...pages, ...more, ...turning, ...anew])))).toBeUndefined();
  expect(old.rest().map(({ slot }) => slot)).toEqual([4]);
});

it("keeps who was there, for those who read it later", () => {
  const roster = encodeDown({ type: "roster", spectators: 0, seats: [{ seat: 1, kind: 2, name: "Ada" }] });
  const { written } = keep(1, 31 * toy.tickRate, (journal, world) => world.tick === 40 && journal.tell(roster));
  const names = (pages: readonly Page[]) =>
    decodeDown(messagesOf(pages)).flatMap((message) => (message.type === "roster" ? message.seats : []));
  expect(names(disk(written).slice(0, 2))).toEqual([]);
  expect(names(disk(written).slice(0, 4))).toMatchObject([{ name: "Ada" }]);
  // It is told again where one can begin.
  expect(names(disk(written).slice(31))).toMatchObject([{ name: "Ada" }]);
});

it("gives out what has begun when the match goes to sleep, and nothing twice", () => {
  const { journal, world, written } = keep(1, 40);
  journal.flush(world);
  written.push(...journal.takePages());
  expect(written.map(({ slot }) => slot)).toEqual([0, 1, 2]);
  journal.flush(world);
  expect(journal.takePages()).toEqual([]);
  expect(firstDifference(world, replay(world.layout, disk(written)))).toBeUndefined();
});

it("refuses pages that are damaged, of another order or of something else", () => {
  const { world, written } = keep(9, 70);
  const [first, second, third] = disk(written);
  expect(() => replay(world.layout, [first, { ...second, log: new Uint8Array() }, third])).toThrow();
  expect(() => replay(world.layout, [second])).toThrow(RangeError);
  expect(() => replay(world.layout, [first, { ...second, log: second.log.slice(0, -3) }, third])).toThrow();
  expect(() => replay(world.layout, [{ ...first, opening: first.opening?.slice(0, -3) }])).toThrow();
  expect(() => replay(world.layout, [{ ...first, log: new Uint8Array([0x93, 5, 1, 2]) }])).toThrow(TypeError);
  expect(() => replay(world.layout, [{ ...first, log: first.opening ?? new Uint8Array([0xc1]) }])).toThrow(TypeError);
});
