import { describe, expect, it } from "vitest";
import { followSeen, type Input } from "#shared/protocol/index.ts";
import { axis, defineGame, emptyWorld, FIRST_INPUT, plan, SEEN_PARTS, seatCells } from "#shared/sim/index.ts";
import { inputsFor, toy } from "#test/support/toy.ts";
import { InputQueue } from "#worker/match/inputs/input-queue.ts";

const layout = plan(toy);
/** 250 ms at 30 ticks a second. */
const MOST = 7 * SEEN_PARTS;

function queued(...inputs: Input[]) {
  const queue = new InputQueue(layout);
  const seats = inputsFor(emptyWorld(layout));
  const add = (input: Input) => queue.add([input], input.tick, layout.tickRate);
  for (const input of inputs) add(input);
  /** The seat's row after this tick: seen, mx, aim, buttons. */
  const take = (tick: number) => {
    queue.apply(tick, seatCells(seats), 2);
    const { seen, inputs } = seatCells(seats);
    return [seen, ...inputs].map((cells) => cells[2]);
  };
  const seen = (first: number, ticks: number) => Array.from({ length: ticks }, (_, n) => take(first + n)[0]);
  return { queue, seats, add, take, seen };
}
const say = (tick: number, seen: number, buttons = 0, mx = 0): Input => ({ tick, seen, values: [mx, 0, buttons] });

describe("how far back a seat is believed to look", () => {
  it("is at first what it says, and then follows by 1/8 tick a tick, however far that jumps", () => {
    const { seen, add } = queued(say(10, 30));
    expect(seen(10, 2)).toEqual([30, 30]);
    add(say(12, 50));
    const up = seen(12, 30);
    for (const [i, value] of up.entries()) expect(value - (up[i - 1] ?? 30)).toBeOneOf([0, 1]);
    expect(up.at(-1)).toBe(50);
    add(say(42, 3));
    const down = seen(42, 60);
    for (const [i, value] of down.entries()) expect(value - (down[i - 1] ?? 50)).toBeOneOf([0, -1]);
    expect(down.at(-1)).toBe(3);
  });

  it("is never more than the game allows", () => {
    expect(layout.rewind * SEEN_PARTS).toBe(MOST);
    const { seen, add } = queued(say(10, 255));
    expect(seen(10, 1)).toEqual([MOST]);
    add(say(11, 20));
    seen(11, 20);
    add(say(31, 255));
    expect(Math.max(...seen(31, 100))).toBe(MOST);
    for (let from = 0; from <= MOST; from++) expect(followSeen(from, 255, 7)).toBeLessThanOrEqual(MOST);
  });

  it("cannot be set anew by saying that it is nothing", () => {
    const { seen, add } = queued(say(10, 40));
    seen(10, 1);
    add(say(11, 0));
    const down = seen(11, 60);
    const least = down.at(-1) ?? 0;
    add(say(71, 56));
    expect(seen(71, 3).every((value) => value <= least + 3)).toBe(true);
  });

  it("is nothing before anything was said, and after the seat was let go; then the first is taken as it is again", () => {
    const { seen, add, queue } = queued();
    expect(seen(1, 3)).toEqual([0, 0, 0]);
    add(say(4, 33));
    expect(seen(4, 1)).toEqual([33]);
    queue.clear();
    expect(seen(5, 2)).toEqual([0, 0]);
    add(say(7, 12));
    expect(seen(7, 1)).toEqual([12]);
  });
});

describe("what a seat does", () => {
  it("is the newest input that is due, with the bits of all that became due", () => {
    const { take } = queued(say(9, 8, 2, 5), say(10, 8, 1, 3), say(10, 8, 4, -2), say(12, 8, 0, 7));
    expect(take(8).slice(1)).toEqual([0, 0, 0]);
    expect(take(11).slice(1)).toEqual([-2, 0, 7]);
    // The presses counted once; what is held is held.
    expect(take(11).slice(1)).toEqual([-2, 0, 4]);
    expect(take(12).slice(1)).toEqual([7, 0, 0]);
  });

  it("is what was said last, though for an earlier tick: it takes back what waits for later ones, but no press", () => {
    const { take, add } = queued(say(10, 8, 0, 1), say(20, 8, 1, 2), say(30, 8, 2, 3));
    expect(take(10).slice(1)).toEqual([1, 0, 0]);
    add(say(15, 8, 4, -5));
    expect(take(14).slice(1)).toEqual([1, 0, 0]);
    expect(take(15).slice(1)).toEqual([-5, 0, 7]);
    for (let tick = 16; tick < 40; tick++) expect(take(tick).slice(1)).toEqual([-5, 0, 4]);
  });

  it("is idle before the first input, and after the seat was freed, with the idle value of this game", () => {
    const gears = plan(defineGame({ ...toy, name: "gears", input: { ...toy.input, mx: axis(-7, 7, 2) } }));
    const queue = new InputQueue(gears);
    const seats = inputsFor(emptyWorld(gears));
    const mx = () => {
      queue.apply(1, seatCells(seats), 0);
      return seats.cells[FIRST_INPUT][0];
    };
    expect(mx()).toBe(2);
    queue.add([say(1, 0, 0, 5)], 1, gears.tickRate);
    expect(mx()).toBe(5);
    queue.clear();
    expect(mx()).toBe(2);
  });

  it("is all of a message or nothing of it", () => {
    const { queue, take } = queued();
    expect(queue.add([say(110, 8, 1, 3), say(140, 8, 0, 4)], 100, 30)).toBe(false);
    expect(take(150).slice(1)).toEqual([0, 0, 0]);
  });

  it("is nothing that is more than a second away", () => {
    const { queue, take } = queued();
    expect([69, 70, 130, 131].map((tick) => queue.add([say(tick, 8, 1)], 100, 30))).toEqual([false, true, true, false]);
    expect(take(131)[FIRST_INPUT - 1 + 2]).toBe(1);
  });
});
