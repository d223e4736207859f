/** Each part of `npm run check` finds the fault that it is for, says where, and finds none in a sound game. */
import { describe, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { cost } from "#test/check/parts/cost.ts";
import { engines } from "#test/check/parts/engines.ts";
import { PARTS } from "#test/check/parts/index.ts";
import { leaks } from "#test/check/parts/leaks.ts";
import { quiet } from "#test/check/parts/quiet.ts";
import { rounds, settings } from "#test/check/parts/rounds.ts";
import { rules } from "#test/check/parts/rules.ts";
import { seats } from "#test/check/parts/seats.ts";
import type { Fault, Verdict } from "#test/check/report.ts";
import type { Effort, Subject } from "#test/check/subject.ts";
import { answersBy } from "#test/determinism/answers.ts";
import type { Engine } from "#test/determinism/engine.ts";
import { type Play, play } from "#test/determinism/play.ts";
import { type FaultName, faulty } from "#test/support/faulty-games.ts";

const root = process.cwd();

function subject(fault: FaultName): Subject {
  const game = faulty.find(({ name }) => name === fault);
  if (!game) throw new Error(`there is no game ${fault}`);
  return { game, root, folders: [] };
}

const effort: Effort = { seeds: 6, from: 1 };

const faultsOf = (found: Verdict): readonly Fault[] => (found.state === "not applicable" ? [] : found.faults);

/** The one fault that there is. */
function only(found: Verdict): Fault {
  const faults = faultsOf(found);
  expect(faults.map(({ what }) => what)).toHaveLength(1);
  expect(found.state).toBe("failed");
  return faults[0];
}

it.each(["rules", "quiet", "rounds", "settings", "seats"] as const)("%s: a sound game has no fault", async (part) => {
  const found = await PARTS[part](subject("sound"), effort);
  expect(faultsOf(found)).toEqual([]);
  expect(found.state).toBe("ok");
});

describe("rules", () => {
  it.each<readonly [FaultName, RegExp]>([
    ["chance", /^a tick stepped again from the same world leads to another: players\.x\[\d\]: -?\d+ is not -?\d+$/],
    ["memory", /^a tick stepped again from the same world leads to another: players\.x\[\d\]/],
    ["drawing-bot", /^bot draws from world\.random \(seat \d\)$/],
    ["wild-bot", /^bot sets mx to 8: it goes from -7 to 7$/],
    ["changing-status", /^status changes the world$/],
    ["twice-in-result", /^result names seat \d twice$/],
    ["fraction", /^fraction: players\.x\[\d\] is set to -?\d+\.5: use whole numbers/],
  ])("finds %s", (fault, what) => {
    const found = faultsOf(rules(subject(fault), effort));
    expect(found.map((one) => one.what).filter((one) => what.test(one))).toHaveLength(1);
    for (const { where, again, next } of found) {
      expect(where).toMatch(/^seed \d, (?:after )?(?:tick \d+|as it is set up)/);
      expect(again).toMatch(new RegExp(`^npm run check -- ${fault} --only rules --seeds 1 --from \\d$`));
      expect(next).not.toBe("");
    }
  });

  it("finds a step that throws in a rare case, and names its line", () => {
    const { what, where } = only(rules(subject("rare-throw"), { seeds: 30, from: 1 }));
    expect(what).toBe("a step throws RangeError: off the map");
    expect(where).toMatch(/^seed \d+, after tick \d+, test\/support\/faulty-games\.ts:\d+:\d+$/);
  });

  it("finds the same again by the seed that it has told", () => {
    const { where } = only(rules(subject("rare-throw"), { seeds: 30, from: 1 }));
    const from = Number(/^seed (?<seed>\d+)/.exec(where)?.groups?.seed);
    expect(only(rules(subject("rare-throw"), { seeds: 1, from })).where).toBe(where);
  });
});

describe("leaks", () => {
  it("finds a cell that tells of what a seat may not know, and nothing where there is none", () => {
    const found = leaks(subject("leak"), effort);
    expect(faultsOf(found).length).toBeGreaterThan(0);
    const [{ what, where, again }] = faultsOf(found);
    expect(what).toContain("round.looked");
    expect(where).toMatch(/^seed \d, tick \d+, round\.looked, as (?:seat \d|a spectator) sees it$/);
    expect(again).toMatch(/^npm run check -- leak --only leaks --seeds 1 --from \d$/);
    const sound = leaks(subject("sound-view"), effort);
    expect(faultsOf(sound)).toEqual([]);
    expect(Number(/(?<pairs>\d+) pairs/.exec(sound.said)?.groups?.pairs)).toBeGreaterThan(0);
  });

  it("is not for a game without a view", () => {
    expect(leaks(subject("sound"), effort).state).toBe("not applicable");
  });
});

describe("quiet", () => {
  it("finds a promise that is broken", () => {
    const { what, where } = faultsOf(quiet(subject("early-quiet"), effort))[0];
    expect(what).toMatch(/early-quiet, tick \d+: a step in quiet time changes more than the tick: (?:round|players)\./);
    expect(where).toMatch(/^seed \d$/);
  });
});

describe("rounds", () => {
  it("finds a round that does not end", () => {
    const { what, where } = only(rounds(subject("no-end"), effort));
    expect(what).toBe("a round of bots has not ended after 620 s of play: its status is live");
    expect(where).toBe("seed 1, mode plain, tick 18600");
  });

  it("finds a result that names a seat twice", () => {
    expect(only(rounds(subject("twice-in-result"), effort)).what).toMatch(/^result names seat \d twice$/);
  });
});

describe("settings", () => {
  it("finds what throws at the end of a setting alone", () => {
    const { what, where } = only(settings(subject("throws-at-setting"), effort));
    expect(what).toBe("a match throws RangeError: too fast");
    expect(where).toMatch(/^seed 1, settings \{"speed":9\}, tick 60, test\/support\/faulty-games\.ts:\d+:\d+$/);
    expect(faultsOf(rounds(subject("throws-at-setting"), effort))).toEqual([]);
  });
});

describe("seats", () => {
  it("finds what throws as a player leaves after the round", () => {
    const { what, where } = only(seats(subject("throws-at-leave"), effort));
    expect(what).toBe("a step throws Error: the round is over");
    expect(where).toMatch(/^seed 1, tick \d+, as .* \(seat \d\), test\/support\/faulty-games\.ts:\d+:\d+$/);
  });
});

describe("cost", () => {
  it("finds a step that takes too much of a core, and measures a sound game", () => {
    const found = cost(subject("slow-step"), effort, 1);
    expect(only(found).what).toMatch(/^a match takes \d+ % of a core$/);
    const sound = cost(subject("sound"), effort, 5);
    expect(sound.said).toMatch(/^\d+ bytes and [\d.]+ messages a second to each player; [\d.]+ µs of a core a tick/);
    expect(Number.parseInt(sound.said, 10)).toBeGreaterThan(0);
  });
});

describe("engines", () => {
  const [[name, game]] = [...games];

  function engine(engineName: string, how: Play): Engine {
    const answers = answersBy(how);
    return {
      name: engineName,
      version: "0",
      digests: async (...args) => answers.digests(...args),
      hashes: async (...args) => answers.hashes(...args),
      image: async (...args) => answers.image(...args),
      stop: async () => {},
    };
  }

  const wrong: Play = (one, seed, ticks, each) =>
    play(one, seed, ticks, (world) => {
      if (seed === 2 && world.tick === 33) world.seatTable.cells[1][0] ^= 1;
      each(world);
    });

  const with_ =
    (...all: readonly Engine[]) =>
    async () => ({ engines: all, skipped: [] });

  it("finds an engine that differs, and names the cell", async () => {
    const found = await engines(
      { game, root, folders: [] },
      { seeds: 3, from: 1 },
      with_(engine("right", play), engine("wrong", wrong)),
    );
    const { what, where, again } = only(found);
    expect(what).toMatch(/^seats\.seen\[0\] is \d+ in right and \d+ in wrong$/);
    expect(where).toBe("seed 2, tick 33, seats.seen[0]");
    expect(again).toBe(`npm run determinism -- --game ${name} --matches 1 --ticks 1200 --seed 2`);
  });

  it("says where it has nothing to compare", async () => {
    const found = await engines({ game, root, folders: [] }, effort, with_(engine("right", play)));
    expect(found).toEqual({ state: "not applicable", said: "only right is on this machine: it takes two engines" });
    expect((await engines(subject("sound"), effort)).state).toBe("not applicable");
  });
});
