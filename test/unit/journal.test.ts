import fc from "fast-check";
import { expect, it } from "vitest";
import { advance, createWorld, describe, firstDifference, Random, type WorldBase } from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";
import { Journal, keyframePage, type Page, replay } from "#worker/match/journal.ts";

/** What a disk holds after these writes: a row for each slot, and of them those of the keyframe's epoch. */
function disk(written: readonly Page[]): Page[] {
  const rows = new Map(written.map((page) => [page.slot, page]));
  const epoch = rows.get(0)?.epoch;
  return [...rows.values()].filter((page) => page.epoch === epoch).sort((a, b) => a.slot - b.slot);
}

it("leads from whatever has been written to the world of that tick and its past, whenever the end comes", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2200 }), (seed, end) => {
      const random = new Random({ seed, draws: 0 });
      const world = createWorld(toy, { seats: 5 }, seed);
      const inputs = inputsFor(world);
      const journal = new Journal(world);
      const written = [keyframePage(world)];
      let stored: WorldBase = world.clone();
      for (let tick = 1; tick <= end; tick++) {
        // Every other stretch nobody does anything.
        if ((tick >> 6) % 2 === 0) shuffle(inputs, (n) => random.below(n));
        advance(world, inputs);
        const page = journal.write(world);
        if (!page) continue;
        written.push(page);
        stored = world.clone().forkFrom(world);
      }
      expect(end - stored.tick).toBeLessThan(toy.tickRate);
      const again = replay(world.layout, disk(written));
      const difference = firstDifference(stored, again);
      if (difference) throw new Error(describe(difference));
      for (let back = 1; back <= 6 && back < stored.tick; back++) {
        expect(again.past.at(stored.tick - back)?.hash()).toBe(stored.past.at(stored.tick - back)?.hash());
      }
    }),
    { numRuns: 15 },
  );
});

it("writes a page a second, and a keyframe in place of every thirty-first", () => {
  const world = createWorld(toy, {}, 1);
  const inputs = inputsFor(world);
  const journal = new Journal(world);
  const pages: Page[] = [];
  for (let tick = 1; tick <= 62 * toy.tickRate; tick++) {
    advance(world, inputs);
    const page = journal.write(world);
    if (page) pages.push(page);
  }
  expect(pages.length).toBe(62);
  expect(pages.filter(({ slot }) => slot === 0).map(({ epoch }) => epoch)).toEqual([31 * 30, 62 * 30]);
  expect(new Set(pages.map(({ slot }) => slot)).size).toBe(31);
});

it("gives out what has begun when the match goes to sleep, and nothing twice", () => {
  const world = createWorld(toy, {}, 1);
  const inputs = inputsFor(world);
  const journal = new Journal(world);
  const written = [keyframePage(world)];
  for (let tick = 1; tick <= 40; tick++) {
    advance(world, inputs);
    const page = journal.write(world);
    if (page) written.push(page);
  }
  const rest = journal.flush(world);
  if (rest) written.push(rest);
  expect(written.map(({ slot }) => slot)).toEqual([0, 1, 2]);
  expect(journal.flush(world)).toBeUndefined();
  expect(firstDifference(world, replay(world.layout, written))).toBeUndefined();
});

it("refuses pages that are damaged, of another order or of something else", () => {
  const world = createWorld(toy, {}, 1);
  const inputs = inputsFor(world);
  const journal = new Journal(world);
  const written = [keyframePage(world)];
  for (let tick = 1; tick <= 70; tick++) {
    shuffle(inputs, (n) => (tick * 7919) % n);
    advance(world, inputs);
    const page = journal.write(world);
    if (page) written.push(page);
  }
  const [keyframe, first, second] = written;
  expect(() => replay(world.layout, [keyframe, second])).toThrow();
  expect(() => replay(world.layout, [{ ...keyframe, bytes: keyframe.bytes.slice(0, -3) }, first])).toThrow();
  expect(() => replay(world.layout, [{ ...keyframe, bytes: new Uint8Array([0x93, 5, 1, 2]) }])).toThrow(TypeError);
});
