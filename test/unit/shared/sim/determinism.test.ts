import { expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { SEAT, type Status, type WorldBase } from "#shared/sim/index.ts";
import { answersBy } from "#test/determinism/answers.ts";
import { type Course, compare } from "#test/determinism/compare.ts";
import type { Engine } from "#test/determinism/engine.ts";
import { inWords, locate } from "#test/determinism/locate.ts";
import { type Play, play } from "#test/determinism/play.ts";

/** Some matches of each game, the one that is meddled with among them. */
const course: Course = { games: [...games.keys()], matches: 8 * games.size, ticks: 60, fromSeed: 1 };

/** An engine in this process, which plays so. */
function engine(name: string, how: Play): Engine {
  const answers = answersBy(how);
  return {
    name,
    version: "0",
    digests: async (...args) => answers.digests(...args),
    hashes: async (...args) => answers.hashes(...args),
    image: async (...args) => answers.image(...args),
    stop: async () => {},
  };
}

/** As `play`, but something is done to one match's world. */
const meddled =
  (name: string, at: { readonly seed: number; readonly tick: number }, meddle: (world: WorldBase) => void): Play =>
  (game, seed, ticks, each) =>
    play(game, seed, ticks, (world) => {
      if (game.name === name && seed === at.seed && world.tick === at.tick) meddle(world);
      each(world);
    });

const right = engine("right", play);

it("engines that play alike agree, and every match of every game is played in each", async () => {
  let played = 0;
  const found = await compare([right, engine("as right", play), engine("so too", play)], course, (n) => {
    played += n;
  });
  expect(found).toBeUndefined();
  expect(played).toBe(3 * course.matches);
});

it.each(course.games)("one bit of one cell at one tick of %s is found, and named", async (game) => {
  const wrong = engine(
    "wrong",
    meddled(game, { seed: 5, tick: 41 }, (world) => {
      world.seatTable.cells[1][0] ^= 4;
    }),
  );
  const found = await compare([right, wrong], course);
  expect(found).toEqual({ left: right, right: wrong, game, seed: 5 });
  if (found === undefined) return;
  const place = await locate(found, course.ticks);
  expect(place).toMatchObject({ tick: 41, difference: { table: "seats", row: 0, column: "seen" } });
  const words = inWords(found, place);
  const { left: ours = -1, right: theirs = -1 } = place.difference ?? {};
  expect(ours ^ theirs).toBe(4);
  for (const fact of [
    `game    ${game}`,
    /seed +5/,
    /tick +41/,
    /table +seats/,
    /row +0/,
    /column +seen/,
    `right: ${ours}`,
    `wrong: ${theirs}`,
  ]) {
    expect(words).toMatch(fact);
  }
});

it("a world that is set up differently differs at tick 0", async () => {
  const [game] = course.games;
  const wrong = engine(
    "wrong",
    meddled(game, { seed: 1, tick: 0 }, (world) => void world.random.next()),
  );
  const found = await compare([right, wrong], course);
  if (found === undefined) throw new Error("it was not found");
  const place = await locate(found, course.ticks);
  expect(place).toMatchObject({ tick: 0, difference: { table: "world", row: 0, column: "draws" } });
});

it("an engine that errs once, and not again, is reported all the same", async () => {
  const [game] = course.games;
  const fickle: Engine = {
    ...engine("fickle", play),
    digests: async (...args) => (await right.digests(...args)).map((digest, n) => (n === 2 ? digest ^ 1 : digest)),
  };
  const found = await compare([right, fickle], course);
  if (found === undefined) throw new Error("it was not found");
  expect(found).toMatchObject({ game, seed: 3 });
  expect(inWords(found, await locate(found, course.ticks))).toMatch("played again, the two agree");
});

it.each([...games])(
  "random matches of %s have seats of every kind and every age of view, and reach every status that the game has",
  (name, game) => {
    const statuses = new Set<Status>();
    const kinds = new Set<number>();
    const ages = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      play(game, seed, 1800, (world) => {
        statuses.add(game.status(world));
        const [kind, seen] = world.seatTable.cells;
        for (let seat = 0; seat < world.seatTable.capacity; seat++) {
          kinds.add(kind[seat]);
          ages.add(seen[seat]);
        }
      });
    }
    // How long a match lasts is the game's business; of those that this build ships it is known.
    if (name === "arena" || name === "puck") expect(statuses).toEqual(new Set<Status>(["waiting", "live", "ended"]));
    expect(statuses.size).toBeGreaterThan(0);
    expect(kinds).toEqual(new Set(Object.values(SEAT)));
    expect(ages.size).toBe(256);
  },
);
