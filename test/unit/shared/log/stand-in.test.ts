import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { look } from "#shared/games/puck/bot/sight.ts";
import { puck } from "#shared/games/puck/index.ts";
import { type Frame, keyframe, LogReader, LogWriter, opening, type Stream } from "#shared/log/index.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  advance,
  createWorld,
  decides,
  FIRST_INPUT,
  firstDifference,
  inputView,
  plan,
  Random,
  SEAT,
  setUp,
  describe as tell,
  type WorldBase,
} from "#shared/sim/index.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { inputsFor, seatAll, toy } from "#test/support/toy.ts";

const toyWithStandIns: AnyGame = { ...toy, standIn: true };
const GAMES: readonly [string, AnyGame, Readonly<Record<string, number>>][] = [
  ["toy", toyWithStandIns, { seats: 9 }],
  ["toy without stand-ins", toy, { seats: 9 }],
  ["scuffle", scuffle, { seats: 6, lobby: 1 }],
  ["arena", arena, { seats: 6, lobby: 1 }],
  ["puck", puck, { seats: 4, lobby: 1 }],
];
const STREAMS: readonly Stream[] = ["state", "rules"];

/** A frame, sent and received. */
function overTheWire(frame: Frame): Frame {
  const [message] = decodeDown(encodeDown({ type: "frame", ...frame }));
  if (message.type !== "frame") throw new Error(`it came back as ${message.type}`);
  return message;
}

/** Random inputs and random kinds of owners, now and then. */
function shuffle({ layout, seatTable }: WorldBase, inputs: ReturnType<typeof inputsFor>, random: Random): void {
  const [kinds, seen] = inputs.cells;
  for (let seat = 0; seat < inputs.capacity; seat++) {
    if (random.below(12) === 0) kinds[seat] = random.below(4);
    if (random.below(5) === 0) seen[seat] = random.below(64);
    for (const [name, { min, max }] of Object.entries(layout.game.input)) {
      const column = seatTable.placed.index.get(name);
      if (column !== undefined && random.below(4) === 0) inputs.cells[column][seat] = random.between(min, max);
    }
  }
}

function newcomer(world: WorldBase, stream: Stream): LogReader {
  const reader = new LogReader(world.layout);
  if (stream === "state") {
    reader.begin(keyframe(world));
    return reader;
  }
  const { keyframe: first, frames } = opening(world);
  reader.begin(first);
  for (const frame of frames) reader.apply(frame);
  return reader;
}

it("the rules decide for bots, for players who are away where the game has stand-ins, and never for connected players", () => {
  const kinds = [SEAT.empty, SEAT.bot, SEAT.person, SEAT.away];
  expect(kinds.map((kind) => decides(toy, kind))).toEqual([false, true, false, false]);
  expect(kinds.map((kind) => decides(toyWithStandIns, kind))).toEqual([false, true, false, true]);
});

describe.each(GAMES)("a log of %s", (_, game, settings) => {
  it.each(STREAMS)("leads to the same world at every tick, while players go away and come back (%s)", (stream) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 249 }), (seed, joins) => {
        const random = new Random({ seed, draws: 0 });
        const world = setUp(plan(game, settings), seed);
        const inputs = inputsFor(world);
        const writer = new LogWriter(world, { stream, heartbeat: 1, hashEvery: 1 });
        const readers = [newcomer(world, stream)];
        for (let tick = 0; tick < 250; tick++) {
          shuffle(world, inputs, random);
          advance(world, inputs);
          const frame = writer.write(world);
          if (!frame) throw new Error("each tick has a frame here");
          for (const reader of readers) {
            // Throws where the hash is another.
            reader.apply(overTheWire(frame));
            const difference = firstDifference(world, reader.world);
            if (difference) throw new Error(`tick ${world.tick}: ${tell(difference)}`);
          }
          if (tick === joins) readers.push(newcomer(world, stream));
        }
        expect(readers.length).toBe(2);
      }),
      { numRuns: 12 },
    );
  });
});

describe("a stand-in", () => {
  function arrange(game: AnyGame) {
    const world = setUp(plan(game, { seats: 2 }), 1);
    const inputs = inputsFor(world);
    seatAll(inputs, SEAT.person);
    return { world, inputs };
  }

  it("decides as a bot in that seat, and ignores inputs", () => {
    const { world, inputs } = arrange(toyWithStandIns);
    advance(world, inputs);
    const twin = world.clone();
    const others = inputsFor(world);
    others.bytes.set(inputs.bytes);
    inputs.cells[0][1] = SEAT.away;
    for (let tick = 0; tick < 40; tick++) {
      for (let i = 1; i < inputs.cells.length; i++) inputs.cells[i][1] = tick % 3;
      toy.bot(twin as Parameters<typeof toy.bot>[0], 1, inputView(others) as Parameters<typeof toy.bot>[2]);
      others.cells[1][1] = 0;
      advance(world, inputs);
      advance(twin, others);
      const [mine, theirs] = [world, twin].map(({ seatTable }) => seatTable.cells.slice(1).map((cells) => cells[1]));
      expect(mine).toEqual(theirs);
    }
  });

  it("is absent in a game without stand-ins: the seat keeps its input", () => {
    const { world, inputs } = arrange(toy);
    inputs.cells[0][1] = SEAT.away;
    inputs.cells[FIRST_INPUT][1] = 5;
    for (let tick = 0; tick < 20; tick++) advance(world, inputs);
    expect(world.seatTable.cells[FIRST_INPUT][1]).toBe(5);
  });

  it("sends nothing, and the player's next input is coded from its last one", () => {
    const { world, inputs } = arrange(toyWithStandIns);
    advance(world, inputs);
    const writer = new LogWriter(world, { stream: "rules", heartbeat: 1000, hashEvery: 100_000 });
    const reader = newcomer(world, "rules");
    const step = (): Frame | undefined => {
      advance(world, inputs);
      const frame = writer.write(world);
      if (frame) reader.apply(overTheWire(frame));
      return frame;
    };
    inputs.cells[0][1] = SEAT.away;
    expect(step()?.delta.length).toBe(2);
    for (let tick = 0; tick < 100; tick++) expect(step()).toBeUndefined();
    inputs.cells[0][1] = SEAT.person;
    for (const column of [1, 2, 3, 4]) inputs.cells[column][1] = [0, 9, -7, 300, 5][column];
    expect(step()).toBeDefined();
    expect(firstDifference(world, reader.world)).toBeUndefined();
    expect([1, 2, 3, 4].map((column) => world.seatTable.cells[column][1])).toEqual([9, -7, 300, 5]);
  });

  it("keeps the player's body, score and team", () => {
    const world = createWorld(arena, { seats: 4, mode: 1, lobby: 1 }, 3);
    const next = world.clone();
    for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
    const run = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) advance(world, next.seatTable);
    };
    run(200);
    world.scores.score[2] = 5;
    const [life, team] = [world.players.generation[2], world.scores.team[2]];
    const from = [world.players.x[2], world.players.y[2]];
    next.seats.kind[2] = SEAT.away;
    run(60);
    expect([world.players.generation[2], world.scores.team[2]]).toEqual([life, team]);
    expect(world.scores.score[2]).toBeGreaterThanOrEqual(5);
    expect([world.players.x[2], world.players.y[2]]).not.toEqual(from);
    next.seats.kind[2] = SEAT.person;
    for (const name of ["mx", "my", "buttons"] as const) next.seats[name][2] = 0;
    run(1);
    expect([world.players.generation[2], world.scores.team[2]]).toEqual([life, team]);
  });

  it.each([
    ["a bot", SEAT.bot, [1, 0]],
    ["a stand-in", SEAT.away, [1, 0]],
    ["a person", SEAT.person, [0, 1]],
  ] as const)("counts as a bot when puck's bots share out the puck: %s beside a person", (_, kind, orders) => {
    const world = createWorld(puck, { seats: 4 }, 3);
    for (const [seat, owner] of [SEAT.person, SEAT.bot, kind, SEAT.bot].entries()) {
      world.seats.kind[seat] = owner;
      world.paddles.spawnAt(seat, { x: world.puck.x, y: world.puck.y });
    }
    expect([look(world, 0).order, look(world, 2).order]).toEqual(orders);
  });

  it.each(GAMES.slice(2))("plays a match of %s to its end", (_, game) => {
    const world = setUp(plan(game, { seats: 2, lobby: 1, timeLimit: 10 }), 1);
    const inputs = inputsFor(world);
    seatAll(inputs, SEAT.person);
    for (let tick = 0; tick < 60 * game.tickRate && game.status(world) !== "ended"; tick++) {
      if (tick === game.tickRate * 5) seatAll(inputs, SEAT.away);
      advance(world, inputs);
    }
    expect(game.status(world)).toBe("ended");
    expect(
      game
        .result?.(world)
        .map(({ seat }) => seat)
        .sort(),
    ).toEqual([0, 1]);
  });
});
