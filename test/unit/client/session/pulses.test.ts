/** What a hand does for less than a tick reaches the rules: from the sampler to the seat's row, on any line. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { InputSampler } from "#client/session/predict/input-sampler.ts";
import { type AnyGame, axis, buttons, emptyWorld, MOST_PULSES, plan, seatCells } from "#shared/sim/index.ts";
import { inputsFor, toy } from "#test/support/toy.ts";
import { InputQueue } from "#worker/match/inputs/input-queue.ts";

const input = { pick: axis(-9, 9, 0, { pulse: true }), stick: axis(-9, 9), held: buttons(2) };
const layout = plan({ ...toy, name: "picks", input } as unknown as AnyGame);
const RATE = layout.tickRate;

/**
 * Plays what the hand does in each tick, and then nothing for a while.
 * @param late by tick, how many ticks late its input comes to the server
 * @returns what stands in the seat's row, a tick each
 */
function played(hand: readonly (readonly number[])[], late: readonly number[]): number[] {
  const sampler = new InputSampler(input, RATE);
  const queue = new InputQueue(layout);
  const seats = inputsFor(emptyWorld(layout));
  sampler.set({});
  const mail: { at: number; tick: number; values: readonly number[] }[] = [];
  const rows: number[] = [];
  let at = 0;
  for (let tick = 1; tick <= hand.length + 60; tick++) {
    for (const pick of hand[tick - 1] ?? []) sampler.set({ pick });
    const sealed = sampler.seal(tick, 0);
    // A socket keeps the order.
    at = Math.max(at, tick + (late[tick - 1] ?? 0));
    if (sealed) mail.push({ at, tick, values: sealed.values });
    for (const { values, ...one } of mail.splice(0, mail.filter((one) => one.at <= tick).length)) {
      expect(queue.add([{ tick: one.tick, seen: 0, values }], tick, RATE)).toBe(true);
    }
    queue.apply(tick, seatCells(seats), 2);
    rows.push(seatCells(seats).inputs[0][2]);
  }
  return rows;
}

/** The values in their order, without those that last. */
const changes = (values: readonly number[]): number[] =>
  values.filter((value, i) => value !== (i === 0 ? 0 : values[i - 1]));

const flick = fc.integer({ min: 1, max: 9 }).map((value) => [value, 0]);

it("a value that is set and reset between two ticks is in the row for a tick, on any line, and then what is held", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant<number[]>([]), flick), { maxLength: 12 }),
      fc.array(fc.nat(5), { maxLength: 12 }),
      (hand, late) => {
        // So far apart that no more wait than are kept.
        const spaced = hand.flatMap((values) => [values, [], [], [], [], [], [], []]);
        const rows = played(
          spaced,
          late.flatMap((by) => [by, 0, 0, 0, 0, 0, 0, 0]),
        );
        expect(changes(rows)).toEqual(changes(spaced.flat()));
        expect(rows.at(-1)).toBe(0);
      },
    ),
  );
});

it("of more than are kept the first and the last stay, and what is held in the end is right", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 9 }), { maxLength: 12 }), (hand) => {
      const rows = played(hand, []);
      expect(rows.at(-1)).toBe(hand.flat().at(-1) ?? 0);
      const first = changes(hand.flat())[0];
      if (first !== undefined) expect(rows).toContain(first);
    }),
  );
  expect(MOST_PULSES).toBe(4);
});

it("is said again where the server has refused it", () => {
  const sampler = new InputSampler(input, RATE);
  sampler.set({ pick: 7 });
  sampler.set({ pick: 0 });
  expect(sampler.seal(1, 0)?.values[0]).toBe(7);
  sampler.refused();
  expect([sampler.seal(2, 0)?.values[0], sampler.seal(3, 0)?.values[0]]).toEqual([7, 0]);
});

it("other columns go on as before: the newest value counts", () => {
  const sampler = new InputSampler(input, RATE);
  sampler.set({ stick: 5, pick: 0 });
  sampler.set({ stick: 2 });
  expect(sampler.seal(1, 0)?.values).toEqual([0, 2, 0]);
});
