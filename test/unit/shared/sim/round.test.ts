/** The rounds through which the runtime leads a match: docs/decisions/short-form.md. */
import { describe, expect, it } from "vitest";
import {
  type AnyGame,
  advance,
  axis,
  commandSpec,
  createWorld,
  defineGame,
  discrete,
  FOREVER,
  i16,
  PHASE,
  players,
  SEAT,
  single,
  statusOf,
} from "#shared/sim/index.ts";
import { conforms } from "#test/support/conformance.ts";

const settings = { seats: { min: 1, max: 4, default: 3 } };

/** Players gather points while they hold their button. */
const harvest = defineGame({
  name: "harvest",
  tickRate: 10,
  settings,
  input: { pick: axis(0, 9) },
  tables: () => ({ pickers: players({ x: i16() }), log: single({ steps: discrete("u32"), begun: discrete() }) }),
  round: {
    seconds: 5,
    begin: ({ log, pickers }) => {
      log.begun += 1 + 10 * pickers.count();
    },
    over: ({ scores }) => [...scores].some((seat) => scores.points[seat] >= 100),
  },
  step({ pickers, scores, seats, log }) {
    log.steps += 1;
    for (const seat of pickers) scores.points[seat] += seats.pick[seat];
  },
  bot(_world, seat, input) {
    input.pick[seat] = 1;
  },
});

/** @param kinds the kind of each seat's owner */
function arrange(
  chosen: { readonly autostart?: number; readonly lobby?: number; readonly timeLimit?: number },
  ...kinds: number[]
) {
  const world = createWorld(harvest, chosen, 1);
  const { seats, seatTable } = world.clone();
  for (const [seat, kind] of kinds.entries()) seats.kind[seat] = kind;
  const run = (ticks = 1) => {
    for (let k = 0; k < ticks; k++) advance(world, seatTable);
  };
  const press = (seat: number) => {
    seats.ready[seat] = 1;
    run();
    seats.ready[seat] = 0;
    run();
  };
  return { world, seats, run, press };
}

describe("a round", () => {
  it("begins by itself after the lobby, ends by its clock, and has a result by points", () => {
    const { world, seats, run } = arrange({ lobby: 2 }, SEAT.person, SEAT.bot);
    expect(statusOf(world)).toBe("waiting");
    run(20);
    expect([statusOf(world), world.round.until]).toEqual(["waiting", 21]);
    run();
    expect([statusOf(world), world.round.until, world.round.number]).toEqual(["live", 71, 1]);
    expect(world.log.begun).toBe(21);
    expect(harvest.roundLeft?.(world)).toBe(1);
    seats.pick[0] = 1;
    run(10);
    seats.pick[0] = 0;
    run(39);
    expect(harvest.roundLeft?.(world)).toBeCloseTo(1 / 50);
    expect(statusOf(world)).toBe("live");
    run();
    expect([statusOf(world), world.round.until, world.tick]).toEqual(["ended", 0, 71]);
    expect(harvest.roundLeft?.(world)).toBeUndefined();
    expect(harvest.result?.(world)).toEqual([
      { seat: 1, place: 1, score: 51, team: -1 },
      { seat: 0, place: 2, score: 10, team: -1 },
    ]);
    const { steps } = world.log;
    run(10);
    expect(world.log.steps).toBe(steps);
  });

  it("ends as the game says; a rematch begins with a vote and with no points", () => {
    const { world, seats, run, press } = arrange({ autostart: 0 }, SEAT.person);
    run(100);
    expect(statusOf(world)).toBe("waiting");
    press(0);
    expect(statusOf(world)).toBe("live");
    press(0);
    expect(world.scores.ready[0]).toBe(0);
    seats.pick[0] = 9;
    run(11);
    expect([statusOf(world), world.scores.points[0]]).toEqual(["live", 99]);
    run();
    expect([statusOf(world), world.scores.points[0]]).toEqual(["ended", 108]);
    seats.pick[0] = 0;
    press(0);
    expect(world.round).toMatchObject({ phase: PHASE.live, number: 2 });
    expect(world.scores.points[0]).toBe(0);
    expect(world.log.begun).toBe(22);
  });

  it("is given up where no player is left, also once it is over", () => {
    const { world, seats, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.bot);
    run();
    press(0);
    run(5);
    expect(world.scores.points[1]).toBeGreaterThan(0);
    seats.kind[0] = SEAT.empty;
    run();
    expect([statusOf(world), world.round.until]).toEqual(["waiting", 0]);
  });

  it("the host may begin it, and the time limit is a setting", () => {
    const { world, seats, run } = arrange({ autostart: 0, timeLimit: 20 }, SEAT.person, SEAT.person);
    run();
    seats.command[1] = commandSpec(harvest, "start")?.number ?? 0;
    run();
    expect([statusOf(world), world.round.until]).toEqual(["live", 202]);
    expect(() => createWorld(harvest, { timeLimit: 4 }, 1)).toThrow("timeLimit");
  });

  it("does not begin before there are players enough", () => {
    const pair = defineGame({ ...parts("pair"), round: { needs: 2, over: () => false } });
    const world = createWorld(pair, { lobby: 1 }, 1);
    const { seats, seatTable } = world.clone();
    const run = (ticks: number) => {
      for (let k = 0; k < ticks; k++) advance(world, seatTable);
    };
    seats.kind[0] = SEAT.person;
    seats.ready[0] = 1;
    run(50);
    expect([statusOf(world), world.round.until]).toEqual(["waiting", 0]);
    seats.kind[2] = SEAT.bot;
    run(10);
    seats.ready[0] = 0;
    run(1);
    expect([statusOf(world), world.round.until]).toEqual(["live", 0]);
    expect(pair.roundLeft?.(world)).toBeUndefined();
  });

  it("the least points may be the best", () => {
    const golf = defineGame({ ...parts("golf"), round: { seconds: 5, best: "least" } });
    const world = createWorld(golf, {}, 1);
    const { seats, seatTable } = world.clone();
    for (const seat of [0, 1, 2]) seats.kind[seat] = SEAT.bot;
    advance(world, seatTable);
    for (const [seat, points] of [7, 3, 7].entries()) world.scores.points[seat] = points;
    expect(golf.result?.(world).map(({ seat, place, score }) => [seat, place, score])).toEqual([
      [1, 1, 3],
      [0, 2, 7],
      [2, 2, 7],
    ]);
  });

  it("a game's own status, result and roundLeft replace those", () => {
    const own = defineGame({
      ...parts("own"),
      round: { seconds: 5 },
      status: () => "live",
      result: () => [],
      roundLeft: () => 0.5,
    });
    const world = createWorld(own, {}, 1);
    expect([statusOf(world), own.result?.(world), own.roundLeft?.(world)]).toEqual(["live", [], 0.5]);
  });

  it("bots in players' seats press READY; a bot's own seat does not vote", () => {
    const { world, seats, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.bot);
    run();
    const input = { pick: [0, 0, 0], ready: [0, 0, 0] };
    for (const seat of [0, 1]) harvest.bot(world, seat, input);
    expect(input).toEqual({ pick: [1, 1, 0], ready: [1, 0, 0] });
    seats.ready[0] = 1;
    run();
    for (const seat of [0, 1]) harvest.bot(world, seat, input);
    expect([statusOf(world), input.ready]).toEqual(["live", [0, 0, 0]]);
  });

  it("conforms", () => conforms(harvest as unknown as AnyGame));
});

describe("leaving", () => {
  it("costs the points, and the seat has no body for two seconds, whether or not a bot sits in it meanwhile", () => {
    const { world, seats, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    press(0);
    press(1);
    seats.pick[1] = 1;
    run(5);
    expect(world.scores.points[1]).toBeGreaterThan(0);
    seats.kind[1] = SEAT.empty;
    run();
    const left = world.tick;
    expect([world.scores.points[1], world.pickers.has(1)]).toEqual([0, false]);
    seats.kind[1] = SEAT.bot;
    run(5);
    expect(world.pickers.has(1)).toBe(false);
    seats.kind[1] = SEAT.person;
    seats.pick[1] = 1;
    run(14);
    expect([world.tick - left, world.pickers.has(1), world.scores.points[1]]).toEqual([19, false, 0]);
    run();
    expect([world.pickers.has(1), world.scores.points[1], world.scores.enterAt[1]]).toEqual([true, 1, 0]);
  });

  it("a bot's successor has its body at once, and so have all outside a round", () => {
    const { world, seats, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.bot);
    run();
    seats.kind[0] = SEAT.empty;
    run();
    seats.kind[0] = SEAT.person;
    run();
    expect(world.pickers.has(0)).toBe(true);
    press(0);
    expect(statusOf(world)).toBe("live");
    seats.kind[1] = SEAT.person;
    run();
    expect([world.pickers.has(1), world.scores.enterAt[1]]).toEqual([true, 0]);
  });

  it("a round that begins gives a body to all", () => {
    const { world, seats, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    press(0);
    press(1);
    seats.kind[1] = SEAT.empty;
    run();
    seats.kind[1] = SEAT.person;
    seats.pick[0] = 9;
    run(12);
    expect([statusOf(world), world.pickers.has(1)]).toEqual(["ended", false]);
    press(0);
    press(1);
    expect([statusOf(world), world.pickers.has(1)]).toEqual(["live", true]);
  });
});

describe("quiet time", () => {
  const turns = defineGame({ ...parts("turns"), round: { over: () => false }, quietUntil: ({ tick }) => tick + 1000 });

  it("is the game's, but for what the runtime does by itself before", () => {
    const world = createWorld(turns, { lobby: 3 }, 1);
    const { seats, seatTable } = world.clone();
    const step = () => advance(world, seatTable);
    expect(turns.quietUntil?.(world)).toBe(1000);
    seats.kind[0] = SEAT.person;
    step();
    // The lobby is over then.
    expect(turns.quietUntil?.(world)).toBe(31);
    seats.kind[1] = SEAT.person;
    seats.ready[0] = 1;
    step();
    expect(turns.quietUntil?.(world)).toBe(31);
    while (statusOf(world) !== "live") step();
    expect(world.tick).toBe(31);
    expect(turns.quietUntil?.(world)).toBe(1031);
  });

  it("ends where the vote passes over the last player, and where a seat may have a body again", () => {
    const world = createWorld(turns, { autostart: 0, passOver: 20 }, 1);
    const { seats, seatTable } = world.clone();
    const step = () => advance(world, seatTable);
    for (const seat of [0, 1]) seats.kind[seat] = SEAT.person;
    step();
    step();
    seats.ready[0] = 1;
    step();
    expect(turns.quietUntil?.(world)).toBe(3 + 200);
    for (let tick = 3; tick < 202; tick++) step();
    expect(statusOf(world)).toBe("waiting");
    step();
    expect(statusOf(world)).toBe("live");
    seats.kind[1] = SEAT.empty;
    step();
    expect(turns.quietUntil?.(world)).toBe(204 + 20);
  });

  it("has no end once the round is over", () => {
    const short = defineGame({ ...parts("short"), round: { over: () => true }, quietUntil: ({ tick }) => tick });
    const world = createWorld(short, { lobby: 1 }, 1);
    const { seats, seatTable } = world.clone();
    seats.kind[0] = SEAT.person;
    for (let tick = 0; tick < 11; tick++) advance(world, seatTable);
    expect([statusOf(world), short.quietUntil?.(world)]).toEqual(["ended", FOREVER]);
    expect(harvest.quietUntil).toBeUndefined();
  });
});

describe("mistakes are told early", () => {
  const declared = (round: unknown, others: object = {}) =>
    defineGame({ ...parts("odd"), ...others, round } as unknown as typeof harvest);

  it.each([
    [null, {}, "round must be an object"],
    [{}, {}, 'round never ends: give it "seconds", "over" or both'],
    [{ seconds: 1.5 }, {}, "round.seconds is 1.5: use a whole number from 1"],
    [{ seconds: 9, over: true }, {}, "round.over must be a function"],
    [{ seconds: 9, begin: 3 }, {}, "round.begin must be a function"],
    [{ seconds: 9, needs: 5 }, {}, "round.needs is 5: use a number of seats from 1 to 4"],
    [{ seconds: 9, best: "last" }, {}, 'round.best is "last": use "most" or "least"'],
    [{ seconds: 9 }, { input: { ready: axis(0, 1) } }, 'the input cannot be called ready, which "round" brings'],
    [
      { seconds: 9 },
      { tables: () => ({ scores: players({}) }) },
      'a table cannot be called scores, which "round" brings',
    ],
    [{ seconds: 9 }, { settings: {} }, "settings.seats is missing"],
  ])("%j with %j", (round, others, complaint) => {
    expect(() => declared(round, others)).toThrow(`game odd: `);
    expect(() => declared(round, others)).toThrow(complaint);
  });

  it("a game may have settings of its own in place of the lobby's", () => {
    const slow = { lobby: { min: 1, max: 600, default: 300 } };
    const game = defineGame({ ...parts("slow"), settings: { ...settings, ...slow }, round: { over: () => false } });
    expect(game.settings).toMatchObject({ ...settings, ...slow, fillTo: { max: 4 }, passOver: {} });
    expect(Object.keys(game.settings)).not.toContain("timeLimit");
  });

  it("the compiler knows the tables and the input of a round where there is one, and only there", () => {
    defineGame({
      ...parts("typed"),
      round: { seconds: 9 },
      step: ({ round, scores, seats }) => [round, scores, seats.ready],
    });
    // @ts-expect-error there is no round
    defineGame({ ...parts("typed"), step: ({ round }) => round });
    // @ts-expect-error there are no scores
    defineGame({ ...parts("typed"), step: ({ scores }) => scores });
  });
});

function parts<N extends string>(name: N) {
  return { name, tickRate: 10, settings, step() {} };
}
