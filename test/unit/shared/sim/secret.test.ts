import { describe, expect, it } from "vitest";
import {
  advance,
  CLIENT,
  createWorld,
  defineGame,
  MOST_DRAWS,
  type Nature,
  ReplayedNature,
  SEAT,
  seededNature,
  Unforeseen,
} from "#shared/sim/index.ts";
import { cards } from "#test/support/cards.ts";
import { deal } from "#test/support/deal.ts";
import { inputsFor, seatAll, toy } from "#test/support/toy.ts";
import { MatchNature } from "#worker/match/nature.ts";

/** A game whose step does this. */
const game = (step: typeof deal.step, secrets?: boolean) =>
  defineGame({ ...deal, name: "one", ...(secrets !== undefined && { secrets }), setup() {}, step });

/** Steps a world of that game once. */
function once(step: typeof deal.step, nature?: Nature, secrets?: boolean) {
  const world = createWorld(game(step, secrets), {}, 1);
  advance(world, inputsFor(world), nature);
  return world;
}

/** A source of these words. */
const words = (...draws: number[]): Nature => new ReplayedNature({ seed: undefined, draws });

describe("world.secret", () => {
  it("draws what its source has, in order", () => {
    const drawn: number[] = [];
    once(({ secret }) => void drawn.push(secret.next(), secret.next()), words(5, 4_294_967_295));
    expect(drawn).toEqual([5, 4_294_967_295]);
  });

  it("prefers no value: words beyond the last whole multiple are drawn again", () => {
    // 2^32 = 3 * 1431655765 + 1: the last word would make 0 likelier.
    const drawn: number[] = [];
    once(({ secret }) => void drawn.push(secret.below(3)), words(4_294_967_295, 4_294_967_294));
    expect(drawn).toEqual([4_294_967_294 % 3]);
    once(({ secret }) => void drawn.push(secret.below(2 ** 32)), words(4_294_967_295));
    expect(drawn[1]).toBe(4_294_967_295);
    once(({ secret }) => void drawn.push(secret.below(1), secret.between(-3, -3)), words(77, 78));
    expect(drawn.slice(2)).toEqual([0, -3]);
  });

  it("draws each face of a die about as often as the others", () => {
    const counts = [0, 0, 0, 0, 0, 0];
    once(({ secret }) => {
      for (let n = 0; n < 6000; n++) counts[secret.between(1, 6) - 1] += 1;
    }, seededNature(3));
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])("refuses below(%d)", (count) => {
    expect(() => once(({ secret }) => void secret.below(count), seededNature(1))).toThrow(RangeError);
  });

  it("shuffles a list, or a part of it, each order as likely as the others", () => {
    const orders = new Map<string, number>();
    const nature = seededNature(9);
    for (let n = 0; n < 1200; n++) {
      const list = [7, 1, 2, 3, 8];
      once(({ secret }) => secret.shuffle(list, 1, 4), nature);
      expect([list[0], list[4], [...list].sort()]).toEqual([7, 8, [1, 2, 3, 7, 8]]);
      orders.set(list.join(), (orders.get(list.join()) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it("is for games that declare secrets", () => {
    const draw = ({ secret }: { secret: { next(): number } }) => void secret.next();
    expect(() => once(draw, seededNature(1), false)).toThrow("game one: declare secrets: true");
    expect(() => defineGame({ ...deal, secrets: 1 as unknown as boolean })).toThrow("secrets must be true or false");
  });

  it("can be drawn from in setup, step, join and leave alone", () => {
    const world = createWorld(deal, {}, 1);
    expect(world.table.trump).toBeGreaterThan(0);
    expect(() => world.secret.next()).toThrow("setup, step, join and leave alone");
    expect(() => once(({ secret }) => void secret.next())).toThrow("setup, step, join and leave alone");
    const prying = defineGame({ ...deal, name: "prying", bot: (own) => void own.secret.next() });
    const own = createWorld(prying, {}, 1);
    const inputs = inputsFor(own);
    inputs.cells[0][0] = SEAT.bot;
    expect(() => advance(own, inputs, seededNature(1))).toThrow("setup, step, join and leave alone");
    expect(() => world.secret.next()).toThrow("alone");
  });

  it("has an end in a log: a step that draws more than was drawn is another one", () => {
    expect(() => once(({ secret }) => void secret.next(), words())).toThrow(RangeError);
    const nature = new MatchNature(() => 1, false);
    nature.begin(1);
    for (let n = 0; n < MOST_DRAWS; n++) nature.draw();
    expect(() => nature.draw()).toThrow(RangeError);
  });
});

describe("a client's world", () => {
  it("foresees no secret, and no chance of a game that hides something", () => {
    expect(() => once(({ secret }) => void secret.next(), CLIENT)).toThrow(Unforeseen);
    expect(() => once(({ secret }) => secret.needed(), CLIENT)).toThrow(Unforeseen);
    expect(() => once(({ random }) => void random.below(6), CLIENT)).toThrow(Unforeseen);
    const open = createWorld(toy, {}, 1);
    const inputs = inputsFor(open);
    seatAll(inputs, SEAT.person);
    advance(open, inputs, CLIENT);
    expect(open.players.count()).toBe(4);
    const hidden = createWorld(cards, {}, 1);
    const hands = inputsFor(hidden);
    seatAll(hands, SEAT.person);
    expect(() => advance(hidden, hands, CLIENT)).toThrow(Unforeseen);
  });

  it("needs nothing on the server", () => {
    const world = once((own) => {
      own.secret.needed();
      own.table.top = own.random.below(6) + own.secret.below(1) + 1;
    }, seededNature(1));
    expect(world.table.top).toBeGreaterThan(0);
  });
});

it("begins the generator anew with the tick's new seed", () => {
  const world = createWorld(toy, {}, 1);
  world.random.next();
  advance(world, inputsFor(world), new ReplayedNature({ seed: 77, draws: [] }));
  const other = createWorld(toy, {}, 77);
  expect([world.currentSeed, world.random.next()]).toEqual([77, other.random.next()]);
});

describe("a match's source", () => {
  it("gives a new seed to the tick after a round, and none to others", () => {
    const entropy = [5, 5, 6, 7];
    const nature = new MatchNature(() => entropy.shift() ?? 0, false);
    const seeds = (
      [
        ["waiting", "waiting"],
        ["waiting", "live"],
        ["live", "live"],
        ["live", "ended"],
        ["ended", "ended"],
        ["ended", "live"],
        ["live", "waiting"],
        ["waiting", "waiting"],
      ] as const
    ).map(([before, after]) => {
      nature.begin(5);
      nature.heed(before, after);
      return nature.seed;
    });
    // The same seed once more would be no news.
    expect(seeds).toEqual([undefined, undefined, undefined, undefined, 6, undefined, undefined, 7]);
  });
});
