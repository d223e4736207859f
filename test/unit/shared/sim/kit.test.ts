/** The small parts of the kit that a game's rules call: luck, steering, rankings, columns, tables. */
import { expect, describe as group, it } from "vitest";
import { chance, whim } from "#shared/sim/chance.ts";
import { murmur3 } from "#shared/sim/hash.ts";
import {
  accelerate,
  advance,
  aim,
  along,
  angle,
  atan2,
  axis,
  buttons,
  createWorld,
  defineGame,
  describe,
  discrete,
  events,
  firstDifference,
  fixed,
  hypot,
  i8,
  i16,
  i32,
  Random,
  ranked,
  rows,
  SEAT,
  single,
  standings,
  TURN,
  taken,
  teamStandings,
  turnBetween,
  UNIT,
  u8,
  u16,
  u32,
  wrap,
} from "#shared/sim/index.ts";
import { mix32 } from "#shared/sim/random.ts";
import { isSingle } from "#shared/sim/tables.ts";
import { inputsFor, toy } from "#test/support/toy.ts";

group("the generator", () => {
  /** SplitMix32's finaliser, with big integers. */
  function mixed(value: bigint): bigint {
    const word = (n: bigint) => BigInt.asUintN(32, n);
    let z = word(value);
    z = word((z ^ (z >> 16n)) * 0x21f0aaadn);
    z = word((z ^ (z >> 15n)) * 0x735a2d97n);
    return z ^ (z >> 15n);
  }
  const SEEDS = [0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff];

  it("mixes as SplitMix32 does", () => {
    for (const value of [...SEEDS, -1, -(2 ** 31)]) expect(mix32(value)).toBe(Number(mixed(BigInt(value))));
  });

  it("draws the mixes of seed, and golden ratio times the number of the draw", () => {
    for (const seed of SEEDS) {
      const state = { seed, draws: 0 };
      const random = new Random(state);
      for (let n = 1n; n <= 5n; n++) expect(random.next()).toBe(Number(mixed(BigInt(seed) + n * 0x9e3779b9n)));
      expect(state).toEqual({ seed, draws: 5 });
    }
  });

  it("draws each number of a range about as often, and no other", () => {
    const random = new Random({ seed: 3, draws: 0 });
    const count = (draw: () => number) => {
      const counts = new Map<number, number>();
      for (let n = 0; n < 7000; n++) {
        const drawn = draw();
        counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
      }
      expect(Math.min(...counts.values())).toBeGreaterThan(850);
      return [...counts.keys()].sort((a, b) => a - b);
    };
    expect(count(() => random.below(7))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(count(() => random.between(-2, 4))).toEqual([-2, -1, 0, 1, 2, 3, 4]);
    expect(random.between(5, 5)).toBe(5);
    expect(random.below(1)).toBe(0);
  });
});

it("hashes several words as MurmurHash3 does", () => {
  /** The algorithm's text, with big integers. */
  function reference(words: readonly number[], seed: number): number {
    const word = (n: bigint) => BigInt.asUintN(32, n);
    const turn = (n: bigint, by: bigint) => word(n << by) | (n >> (32n - by));
    let h = word(BigInt(seed));
    for (const one of words) {
      const k = word(turn(word(word(BigInt(one)) * 0xcc9e2d51n), 15n) * 0x1b873593n);
      h = word(turn(h ^ k, 13n) * 5n + 0xe6546b64n);
    }
    h ^= BigInt(words.length * 4);
    h = word((h ^ (h >> 16n)) * 0x85ebca6bn);
    h = word((h ^ (h >> 13n)) * 0xc2b2ae35n);
    return Number(h ^ (h >> 16n));
  }
  for (const words of [[], [1], [1, 2], [-5, 0, 7], Array.from({ length: 50 }, (_, n) => (n * 0x9e3779b9) | 0)]) {
    for (const seed of [0, 1, -1, 0x7fffffff])
      expect(murmur3(Int32Array.from(words), seed)).toBe(reference(words, seed));
    expect(murmur3(Int32Array.from(words))).toBe(reference(words, 0));
  }
});

group("luck", () => {
  /** How often each number comes. */
  function spread(draw: (n: number) => number): number[] {
    const counts = Array.from({ length: 4 }, () => 0);
    for (let n = 0; n < 4000; n++) counts[draw(n)] += 1;
    return counts;
  }
  const even = (counts: readonly number[]) => Math.min(...counts) > 850 && Math.max(...counts) < 1150;

  it("of a seat is the same at every call, and another by tick, salt, seat and draw", () => {
    expect(chance({ tick: 5 }, 9, 1, 0, 1000)).toBe(chance({ tick: 5 }, 9, 1, 0, 1000));
    expect(even(spread((n) => chance({ tick: n }, 9, 1, 0, 4)))).toBe(true);
    expect(even(spread((n) => chance({ tick: 5 }, n, 1, 0, 4)))).toBe(true);
    expect(even(spread((n) => chance({ tick: 5 }, 9, n, 0, 4)))).toBe(true);
    expect(even(spread((n) => chance({ tick: 5 }, 9, 1, n, 4)))).toBe(true);
    expect(even(spread((n) => chance({ tick: n }, 9, n, n, 4)))).toBe(true);
  });

  it("of the first seat and draw follows the tick and the salt too", () => {
    expect(even(spread((n) => chance({ tick: n }, 0, 0, 0, 4)))).toBe(true);
    expect(even(spread((n) => chance({ tick: 0 }, n, 0, 0, 4)))).toBe(true);
  });

  it("is what it was when the rules that ship were tuned: other luck is another version of every game", () => {
    const word = (n: bigint) => BigInt.asUintN(32, n);
    const mixed = (n: bigint) => BigInt(mix32(Number(BigInt.asIntN(32, n))));
    for (const [tick, salt, seat, draw] of [
      [0n, 0n, 0n, 0n],
      [1n, 7n, 2n, 3n],
      [70_000n, 0xffffffffn, 1023n, 40n],
    ]) {
      const place = word(salt ^ ((seat + 1n) * 0x9e3779b1n) ^ ((draw + 1n) * 0xc2b2ae3dn));
      const lucky = mixed(mixed(place) + tick * 0x9e3779b9n) % 1000n;
      expect(chance({ tick: Number(tick) }, Number(salt), Number(seat), Number(draw), 1000)).toBe(Number(lucky));
      const moody = mixed(((seat + 1n) * 0x9e3779b1n) ^ word((tick + 1n) * 0x85ebca77n) ^ draw) % 1000n;
      expect(whim(Number(seat), Number(tick), Number(draw), 1000)).toBe(Number(moody));
    }
  });

  it("of a bot is another by who it is, by the moment and by what it is about", () => {
    expect(whim(1, 2, 3, 1000)).toBe(whim(1, 2, 3, 1000));
    expect(even(spread((n) => whim(n, 2, 3, 4)))).toBe(true);
    expect(even(spread((n) => whim(1, n, 3, 4)))).toBe(true);
    expect(even(spread((n) => whim(1, 2, n, 4)))).toBe(true);
    expect(even(spread((n) => whim(n, n, 0, 4)))).toBe(true);
  });
});

group("steering", () => {
  const HOW = { topSpeed: 100, acceleration: 10, brake: 25 } as const;
  function steer(from: readonly [number, number], stick: readonly [number, number], ticks = 1) {
    const body = { vx: Int32Array.of(7, from[0]), vy: Int32Array.of(8, from[1]) };
    for (let n = 0; n < ticks; n++) accelerate(body, 1, stick[0], stick[1], 5, HOW);
    expect([body.vx[0], body.vy[0]]).toEqual([7, 8]);
    return [body.vx[1], body.vy[1]];
  }

  it("speeds up by the acceleration, and reaches the speed that is asked for exactly", () => {
    expect(steer([0, 0], [5, 0])).toEqual([10, 0]);
    expect(steer([0, 0], [0, -5])).toEqual([0, -10]);
    expect(steer([0, 0], [5, 0], 10)).toEqual([100, 0]);
    expect(steer([0, 0], [5, 0], 30)).toEqual([100, 0]);
    expect(steer([95, 0], [5, 0])).toEqual([100, 0]);
    expect(steer([0, 95], [0, 5])).toEqual([0, 100]);
  });

  it("goes by the stick's deflection, in any direction, and no faster for a longer vector", () => {
    expect(steer([0, 0], [1, 0], 30)).toEqual([20, 0]);
    expect(steer([0, 0], [3, 4], 30)).toEqual([60, 80]);
    expect(steer([0, 0], [-30, 40], 30)).toEqual([-60, 80]);
  });

  it("turns along the shortest way: both parts of the change are in proportion", () => {
    expect(steer([60, 0], [0, 5])).toEqual([60 - 5, 8]);
  });

  it("slows down by the acceleration, and by the brake above top speed", () => {
    expect(steer([100, 0], [0, 0])).toEqual([90, 0]);
    expect(steer([101, 0], [0, 0])).toEqual([76, 0]);
    expect(steer([0, -200], [0, 0])).toEqual([0, -175]);
    expect(steer([4, 3], [0, 0])).toEqual([0, 0]);
  });
});

group("a ranking", () => {
  const scores = [5, 9, 5, 0, 9];
  const all = [0, 1, 2, 3, 4];

  it("has the best first; seats with equal points share a rank, in the order of their numbers", () => {
    expect(ranked(all, (seat) => scores[seat])).toEqual([
      { seat: 1, rank: 1 },
      { seat: 4, rank: 1 },
      { seat: 0, rank: 3 },
      { seat: 2, rank: 3 },
      { seat: 3, rank: 5 },
    ]);
    expect(ranked([4, 1, 0], (seat) => scores[seat]).map(({ seat }) => seat)).toEqual([1, 4, 0]);
  });

  it("is ordered by a tie-break among equals, which changes no rank", () => {
    const tie = (seat: number) => [0, 1, 2, 100, 3][seat];
    expect(ranked(all, (seat) => scores[seat], tie).map(({ seat, rank }) => [seat, rank])).toEqual([
      ...[
        [4, 1],
        [1, 1],
        [2, 3],
      ],
      ...[
        [0, 3],
        [3, 5],
      ],
    ]);
  });

  it("is the result of a round without teams", () => {
    expect(
      standings(
        ranked([0, 1], (seat) => scores[seat]),
        (seat) => scores[seat] * 10,
      ),
    ).toEqual([
      { seat: 1, place: 1, score: 90, team: -1 },
      { seat: 0, place: 2, score: 50, team: -1 },
    ]);
  });

  it("of teams gives each seat the place of its team, and not of its own score", () => {
    const ranking = ranked(all, (seat) => scores[seat]);
    const teamOf = (seat: number) => [2, 0, 2, 1, 0][seat];
    const result = teamStandings(ranking, (seat) => scores[seat], teamOf, [3, 7, 3]);
    expect(result.map(({ seat, place, score, team }) => [seat, place, score, team])).toEqual([
      ...[
        [3, 1, 0, 1],
        [1, 2, 9, 0],
        [4, 2, 9, 0],
      ],
      ...[
        [0, 2, 5, 2],
        [2, 2, 5, 2],
      ],
    ]);
  });

  it("is of seats that are taken", () => {
    const world = createWorld(toy, { seats: 4 }, 1);
    for (const [seat, kind] of [SEAT.bot, SEAT.empty, SEAT.away, SEAT.person].entries()) world.seats.kind[seat] = kind;
    expect(taken(world)).toEqual([0, 2, 3]);
  });
});

group("a column", () => {
  it("has the type, and is drawn in the way, that it is declared with", () => {
    expect([i8(), u8(), i16(), u16(), i32(), u32()].map(({ type, blend }) => `${type} ${blend}`)).toEqual([
      ...["i8 line", "u8 line", "i16 line", "u16 line", "i32 line", "u32 line"],
    ]);
    expect(i16({ rate: "vx", snap: 5 })).toEqual({ type: "i16", blend: "line", rate: "vx", snap: 5 });
    expect([angle(), discrete(), discrete("u32")].map(({ type, blend }) => `${type} ${blend}`)).toEqual([
      ...["u16 turn", "u8 step", "u32 step"],
    ]);
  });

  it("of an axis is the narrowest that holds it", () => {
    const types = (
      [
        [-128, 127],
        [-129, 0],
        [0, 255],
        [0, 256],
        [-1, 128],
        [-32768, 32767],
        [0, 65535],
        [-32769, 0],
        [0, 65536],
        [0, 2 ** 32 - 1],
        [-(2 ** 31), 2 ** 31 - 1],
      ] as const
    ).map(([min, max]) => axis(min, max).type);
    expect(types).toEqual([...["i8", "i16", "u8", "i16", "i16", "i16", "u16", "i32", "i32"], ...["u32", "i32"]]);
    expect(axis(-3, 9, 2)).toEqual({ type: "i8", blend: "line", min: -3, max: 9, idle: 2, bits: false });
    expect(axis(5, 9, 5).idle).toBe(5);
    expect(axis(1, 9, 9).idle).toBe(9);
  });

  it("of an axis is refused where no whole numbers, no range or no type fit it", () => {
    const bad: [number, number, number?][] = [
      ...[
        [0.5, 3, 1],
        [0, 3.5],
        [0, 3, 0.5],
        [0, Number.NaN],
        [1, 3],
        [-3, -1],
      ],
      ...[
        [0, 3, 4],
        [0, 3, -1],
        [3, 0],
        [-1, 2 ** 32 - 1],
        [0, 2 ** 32],
        [-(2 ** 31) - 1, 0],
      ],
    ].map(([min, max, idle]) => [min, max, idle]);
    for (const range of bad) {
      expect(() => axis(...range), String(range)).toThrow(RangeError);
    }
  });

  it("of buttons has a bit for each, of 1 to 16", () => {
    expect([1, 8, 9, 16].map((count) => [buttons(count).type, buttons(count).max])).toEqual([
      ...[
        ["u8", 1],
        ["u8", 255],
        ["u16", 511],
      ],
      ...[["u16", 65535]],
    ]);
    expect(buttons(3)).toEqual({ type: "u8", blend: "step", min: 0, max: 7, idle: 0, bits: true });
    for (const bad of [0, 17, -1, 1.5, Number.NaN]) expect(() => buttons(bad)).toThrow(RangeError);
  });

  it("of an aim is one turn", () => {
    expect(aim()).toEqual({ type: "u16", blend: "turn", min: 0, max: TURN - 1, idle: 0, bits: false });
  });
});

group("a declared table", () => {
  const columns = { x: i16() };

  it("is shown as its kind is, unless it says otherwise", () => {
    expect(rows(columns, { capacity: 3 })).toEqual({
      ...{ kind: "rows", columns, capacity: 3, show: "interpolate" },
      ...{ perSeat: false, by: undefined },
    });
    expect(fixed(columns, { capacity: 3 })).toEqual({
      ...{ kind: "fixed", columns, capacity: 3, show: "snap" },
      ...{ perSeat: false, by: undefined },
    });
    expect(events(columns, { capacity: 3, by: "x" })).toEqual({
      ...{ kind: "events", columns, capacity: 3, show: "snap" },
      ...{ perSeat: false, by: "x" },
    });
    expect(rows(columns, { capacity: 3, show: "predict", perSeat: true })).toMatchObject({
      show: "predict",
      perSeat: true,
    });
    expect(fixed(columns, { capacity: 3, show: "interpolate", perSeat: true })).toMatchObject({
      show: "interpolate",
      perSeat: true,
    });
    expect(events(columns, { capacity: 3, show: "predict" }).show).toBe("predict");
  });

  it("of one row is fixed", () => {
    expect(single(columns)).toMatchObject({ kind: "fixed", capacity: 1, show: "snap", single: true });
    expect(single(columns, { show: "predict" }).show).toBe("predict");
    expect([single(columns), fixed(columns, { capacity: 1 })].map(isSingle)).toEqual([true, false]);
  });
});

group("a table of a world", () => {
  it("has rows that live and die, with a generation more each time", () => {
    const { players } = createWorld(toy, { seats: 3 }, 1);
    expect([players.has(1), players.count(), [...players]]).toEqual([false, 0, []]);
    expect(players.spawnAt(1, { x: 5, hp: 9 })).toBe(1);
    expect([players.has(0), players.has(1), players.count(), players.generation[1]]).toEqual([false, true, 1, 1]);
    players.despawn(1);
    expect([players.generation[1], players.x[1], players.hp[1]]).toEqual([2, 0, 0]);
    players.despawn(1);
    expect(players.generation[1]).toBe(2);
    players.spawnAt(1, { x: 5 });
    players.spawnAt(1, { hp: 3 });
    expect([players.generation[1], players.x[1], players.hp[1]]).toEqual([5, 0, 3]);
  });

  it("may change while it is gone through: rows that die are passed over, later ones that are born are met", () => {
    const { players } = createWorld(toy, { seats: 4 }, 1);
    for (const row of [0, 1, 2]) players.spawnAt(row);
    const met: number[] = [];
    for (const row of players) {
      met.push(row);
      if (row === 0) players.despawn(1);
      if (row === 2) players.spawn({ x: 1 });
      if (row === 2) players.spawn({ x: 1 });
    }
    expect(met).toEqual([0, 2, 3]);
    expect([...players]).toEqual([0, 1, 2, 3]);
  });

  it("that is fixed has all its rows always, and can neither gain nor lose one", () => {
    const world = createWorld(toy, { seats: 3 }, 1);
    expect([...world.scores]).toEqual([0, 1, 2]);
    const view = world.views[4];
    expect([view.placed.name, view.has(2), view.count()]).toEqual(["scores", true, 3]);
    world.scores.points[1] = 7;
    view.clear();
    view.despawn(1);
    expect(world.scores.points[1]).toBe(7);
    expect(() => view.spawnAt(1)).toThrow(TypeError);
  });

  it("of events is empty again at the next tick", () => {
    const world = createWorld(toy, { seats: 1 }, 1);
    for (let n = 0; n < 6; n++) world.hits.spawn({ by: n, at: n });
    expect(world.hits.count()).toBe(4);
    advance(world, inputsFor(world));
    expect([world.hits.count(), world.hits.at[3], world.hits.generation[3]]).toEqual([0, 0, 2]);
    advance(world, inputsFor(world));
    expect(world.hits.generation[3]).toBe(2);
  });

  it("of one row is read and written by name", () => {
    const world = createWorld(toy, { ticks: 7 }, 1);
    expect(world.round.endsAt).toBe(7);
    world.round.over = 300;
    expect(world.round.over).toBe(300 & 255);
    expect(Object.keys(world.round)).toEqual(["endsAt", "over"]);
  });
});

group("two worlds", () => {
  it("differ first where the image does: in a generation before the columns of its table", () => {
    const [one, other] = [createWorld(toy, {}, 7), createWorld(toy, {}, 7)];
    other.shots.spawn({ x: 3 });
    other.players.spawnAt(2, { hp: 5 });
    other.players.spawnAt(2, { hp: 6 });
    const difference = firstDifference(one, other);
    expect(difference).toEqual({ table: "players", row: 2, column: "generation", left: 0, right: 3 });
    one.players.spawnAt(2);
    one.players.spawnAt(2);
    expect(firstDifference(one, other)).toEqual({ table: "players", row: 2, column: "hp", left: 0, right: 6 });
    one.players.hp[2] = 6;
    expect(firstDifference(one, other)).toMatchObject({ table: "shots", column: "generation", row: 0 });
    one.shots.spawn({ x: 2 });
    expect(firstDifference(one, other)).toMatchObject({ table: "shots", column: "x", left: 2, right: 3 });
    one.shots.x[0] = 3;
    expect(firstDifference(one, other)).toBeUndefined();
    one.round.over = 1;
    expect(describe(firstDifference(one, other) ?? (difference as never))).toContain("round.over[0]");
  });
});

it("a world that is seeded begins its draws anew, also after others", () => {
  const drawn = (seed: number, before: number) => {
    const world = createWorld(toy, {}, 5);
    for (let n = 0; n < before; n++) world.random.next();
    world.seed(seed);
    return [world.random.next(), world.random.next()];
  };
  expect(drawn(9, 0)).toEqual(drawn(9, 7));
  expect(drawn(9, 0)).not.toEqual(drawn(8, 0));
  expect(createWorld(toy, {}, 5).hash()).not.toBe(createWorld(toy, {}, 6).hash());
});

group("a tick", () => {
  const log: string[] = [];
  const watched = defineGame({
    ...{ name: "watched", version: 1, tickRate: 30, modes: { plain: { title: "Plain", settings: {} } } },
    settings: { seats: { min: 1, max: 4, default: 2 } },
    input: { mx: axis(-7, 7, 2) },
    level: () => undefined,
    tables: () => ({ round: single({ at: u32() }) }),
    setup() {},
    join: (world, seat) => {
      log.push(`${world.tick} join ${seat} ${world.seats.kind[seat]} ${world.seats.mx[seat]}`);
    },
    leave: (world, seat, kind) => {
      log.push(`${world.tick} leave ${seat} ${kind} ${world.seats.kind[seat]}`);
    },
    step: (world) => {
      log.push(`${world.tick} step ${[...world.seats].map((seat) => world.seats.kind[seat]).join("")}`);
    },
    status: () => "live",
    bot: (world, seat, input) => {
      log.push(`${world.tick} bot ${seat} ${input.mx[seat]}`);
      input.mx[seat] = 5;
    },
  });

  /** Lives through ticks with these kinds of owners, and returns what the game was called for in each. */
  function play(game: typeof watched, ...kinds: readonly (readonly number[])[]) {
    const world = createWorld(game, {}, 1);
    const inputs = inputsFor(world);
    return {
      world,
      calls: kinds.map((owners) => {
        log.length = 0;
        for (const [seat, kind] of owners.entries()) inputs.cells[0][seat] = kind;
        for (const seat of [0, 1]) inputs.cells[2][seat] = 3;
        advance(world, inputs);
        return [...log];
      }),
    };
  }

  it("calls leave for the owner that goes, then join for the one that comes, then the step", () => {
    const { calls } = play(watched, [SEAT.person, SEAT.empty], [SEAT.bot, SEAT.person], [SEAT.empty, SEAT.away]);
    expect(calls).toEqual([
      ["1 join 0 2 3", "1 step 20"],
      ["1 bot 0 3", "2 leave 0 2 0", "2 join 0 1 5", "2 join 1 2 3", "2 step 12"],
      ["3 leave 0 1 0", "3 step 03"],
    ]);
  });

  it("lets a bot decide by the world before it, beginning with what its seat holds", () => {
    const { world, calls } = play(watched, [SEAT.bot, SEAT.person], [SEAT.bot, SEAT.person]);
    expect(calls[0][0]).toBe("0 bot 0 2");
    expect(calls[1][0]).toBe("1 bot 0 5");
    expect([world.seats.mx[0], world.seats.mx[1]]).toEqual([5, 3]);
  });

  it("lets the game's stand-in decide for a player who is away, where it has one", () => {
    const kinds = [[SEAT.person, SEAT.away]];
    expect(play(watched, ...kinds).calls[0].filter((call) => call.includes("bot"))).toEqual([]);
    expect(play({ ...watched, standIn: true }, ...kinds).calls[0].filter((call) => call.includes("bot"))).toEqual([
      "0 bot 1 2",
    ]);
    // The seat is the player's, all the same.
    expect(play(watched, [SEAT.person], [SEAT.away], [SEAT.person]).calls.slice(1).flat()).toEqual([
      "2 step 30",
      "3 step 20",
    ]);
  });

  it("keeps the world before it, as far back as the game looks", () => {
    const { world } = play({ ...watched, rewind: 100 }, ...Array.from({ length: 8 }, () => [SEAT.person]));
    expect(world.layout.rewind).toBe(3);
    expect([8, 7, 6, 5, 4, -1].map((tick) => world.past.at(tick)?.tick)).toEqual([
      ...[undefined, 7, 6, 5],
      ...[undefined, undefined],
    ]);
    world.past.clear();
    expect(world.past.at(7)).toBeUndefined();
  });
});

group("integer trigonometry, by itself", () => {
  it("knows the whole circle, and rounds within it", () => {
    expect([atan2(0, 0), atan2(0, 5), atan2(5, 0), atan2(0, -5), atan2(-5, 0)]).toEqual([0, 0, 256, 512, 768]);
    expect([atan2(5, 5), atan2(5, -5), atan2(-5, -5), atan2(-5, 5)]).toEqual([128, 384, 640, 896]);
    expect([wrap(-1), wrap(TURN), wrap(5)]).toEqual([1023, 0, 5]);
  });

  it("turns by the short way", () => {
    expect([turnBetween(0, 5), turnBetween(5, 0), turnBetween(1020, 4), turnBetween(4, 1020)]).toEqual([5, -5, 8, -8]);
    expect([turnBetween(0, 511), turnBetween(0, 512), turnBetween(0, 513)]).toEqual([511, -512, -511]);
  });

  it("measures lengths: rounded down, and rounded to the nearest along a direction", () => {
    expect([hypot(3, 4), hypot(-3, 4), hypot(1, 1), hypot(0, 0)]).toEqual([5, 5, 1, 0]);
    expect([along(100, UNIT), along(100, -UNIT), along(100, 0), along(3, UNIT / 2), along(3, UNIT / 4)]).toEqual([
      ...[100, -100, 0, 2, 1],
    ]);
  });
});
