import { describe, expect, it } from "vitest";
import { dice } from "#shared/games/dice/index.ts";
import { cupOf, DICE, type DiceWorld, playing } from "#shared/games/dice/world.ts";
import {
  type AnyGame,
  advance,
  CLIENT,
  commandCells,
  createWorld,
  FOREVER,
  isLegal,
  rawCommand,
  SEAT,
  seededNature,
  statusOf,
  Unforeseen,
  writeCommand,
} from "#shared/sim/index.ts";
import { checkQuiet } from "#test/check/quiet.ts";
import { conforms } from "#test/support/conformance.ts";

const [PERSON, BOT] = [SEAT.person, SEAT.bot];
type Move = { readonly name: "bid"; readonly args: { count: number; face: number } } | { readonly name: "challenge" };
const bid = (count: number, face: number): Move => ({ name: "bid", args: { count, face } });
const challenge: Move = { name: "challenge" };

/** A round that has just begun. @param kinds the kind of each seat's owner */
function arrange(...kinds: number[]) {
  const world = createWorld(dice, { seats: Math.max(2, kinds.length), lobby: 1 }, 5);
  const inputs = world.clone();
  const nature = seededNature(11);
  for (const [seat, kind] of kinds.entries()) inputs.seats.kind[seat] = kind;
  const run = (ticks = 1) => {
    for (let k = 0; k < ticks; k++) advance(world, inputs.seatTable, nature);
  };
  const refusal = (seat: number, move: Move) => dice.legal?.(world, seat, { args: {}, ...move } as never);
  /** A move of the seat whose turn it is. */
  const move = (given: Move) => {
    const seat = world.table.turn;
    const raw = rawCommand(dice as unknown as AnyGame, { args: {}, ...given });
    const cells = commandCells(inputs.seatTable);
    if (raw === undefined || cells === undefined) throw new Error("no such command");
    expect([isLegal(world, seat, raw), refusal(seat, given)]).toEqual([true, true]);
    writeCommand(cells, seat, raw);
    run();
    writeCommand(cells, seat, undefined);
  };
  while (statusOf(world) !== "live") run();
  return { world, inputs, run, move, refusal };
}

/** Puts these dice under a seat's cup. */
function give({ hands, table }: DiceWorld, seat: number, ...faces: number[]): void {
  table.dice += faces.length - hands.dice[seat];
  hands.dice[seat] = faces.length;
  for (const [n, die] of DICE.entries()) hands[die][seat] = faces[n] ?? 0;
}

const points = ({ scores }: DiceWorld) => [...scores].map((seat) => scores.points[seat]);

describe("liar's dice", () => {
  it("conforms", () => conforms(dice as unknown as AnyGame));

  it("keeps quiet between moves, and no view of it answers otherwise", () => {
    let [quiet, ticks] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const report = checkQuiet(dice as unknown as AnyGame, seed);
      expect(report.problem).toBeUndefined();
      quiet += report.quiet;
      ticks += report.ticks;
    }
    expect(quiet).toBeGreaterThan(ticks / 20);
  });

  it("begins with five dice each, of all faces, and the first seat bids", () => {
    const { world } = arrange(PERSON, PERSON, PERSON);
    expect(playing(world)).toEqual([0, 1, 2]);
    expect(world.table).toMatchObject({ turn: 0, count: 0, dice: 15, players: 3, until: world.tick + 600 });
    const faces = playing(world).flatMap((seat) => cupOf(world, seat));
    expect(faces.every((face) => face >= 1 && face <= 6)).toBe(true);
    expect(new Set(faces).size).toBeGreaterThan(3);
    expect(dice.turn?.(world)).toBe(0);
  });

  it("bids rise, in turn; a refusal says why", () => {
    const { world, move, refusal } = arrange(PERSON, PERSON, PERSON);
    expect(refusal(1, bid(1, 1))).toBe("It is not your turn");
    expect(refusal(0, challenge)).toBe("There is no bid yet");
    expect(refusal(0, bid(16, 1))).toBe("There are only 15 dice");
    move(bid(2, 3));
    expect([...world.bids].map((row) => [world.bids.by[row], world.bids.count[row], world.bids.face[row]])).toEqual([
      [0, 2, 3],
    ]);
    expect(world.table).toMatchObject({ turn: 1, count: 2, face: 3, by: 0 });
    for (const low of [bid(2, 3), bid(2, 1), bid(1, 6)])
      expect(refusal(1, low)).toBe("Bid higher: more dice, or a higher face");
    move(bid(2, 4));
    move(bid(3, 1));
    expect(world.table.turn).toBe(0);
    move(bid(15, 1));
    expect(refusal(1, bid(16, 1))).toBe("There are only 15 dice");
    expect(refusal(1, challenge)).toBe(true);
  });

  it("a lie that is called costs its bidder a die, who begins the next hand", () => {
    const { world, move, run, refusal } = arrange(PERSON, PERSON);
    give(world, 0, 1, 1, 2, 3, 4);
    give(world, 1, 1, 2, 2, 3, 4);
    move(bid(4, 1));
    move(challenge);
    expect(world.table).toMatchObject({ shown: 1, matched: 3, loser: 0, by: 0, turn: 1, until: world.tick + 60 });
    expect(
      [...world.calls].map((row) => [world.calls.by[row], world.calls.against[row], world.calls.loser[row]]),
    ).toEqual([[1, 0, 0]]);
    expect(dice.turn?.(world)).toBe(-1);
    expect(refusal(0, bid(1, 1))).toBe("Wait for the next hand");
    run(59);
    expect([world.table.shown, cupOf(world, 0)]).toEqual([1, [1, 1, 2, 3, 4]]);
    run();
    expect(world.table).toMatchObject({ shown: 0, count: 0, turn: 0, dice: 9 });
    expect([world.hands.dice[0], world.hands.dice[1]]).toEqual([4, 5]);
  });

  it("a true bid costs the challenger a die", () => {
    const { world, move, run } = arrange(PERSON, PERSON);
    give(world, 0, 6, 6, 2, 3, 4);
    give(world, 1, 6, 2, 2, 3, 4);
    move(bid(3, 6));
    move(challenge);
    expect(world.table).toMatchObject({ matched: 3, loser: 1 });
    run(60);
    expect(world.table.turn).toBe(1);
  });

  it("a player without dice is out; the last one has won, with a point for each other; the dice stay shown", () => {
    const { world, move, run } = arrange(PERSON, PERSON, PERSON);
    give(world, 0, 1);
    give(world, 1, 2);
    give(world, 2, 2);
    move(bid(1, 1));
    move(bid(2, 1));
    move(challenge);
    run(60);
    expect([playing(world), points(world), statusOf(world)]).toEqual([[0, 2], [1, 0, 1], "live"]);
    // The one who is out does not begin: the next one does.
    expect(world.table.turn).toBe(2);
    give(world, 0, 1);
    give(world, 2, 2);
    move(bid(2, 6));
    move(challenge);
    run(59);
    expect(statusOf(world)).toBe("live");
    run();
    expect([statusOf(world), world.table.shown, playing(world)]).toEqual(["ended", 1, [0]]);
    expect(dice.result?.(world).map(({ seat, place, score }) => [seat, place, score])).toEqual([
      [0, 1, 2],
      [2, 2, 1],
      [1, 3, 0],
    ]);
  });

  it("who lets the time pass is played for, by a legal move", () => {
    const { world, run } = arrange(PERSON, PERSON);
    run(599);
    expect(world.table.count).toBe(0);
    run();
    expect(world.table).toMatchObject({ by: 0, turn: 1 });
    expect(world.table.count).toBeGreaterThan(0);
    expect(dice.quietUntil?.(world)).toBe(world.tick + 600);
  });

  it("a player who leaves is out, and the others roll anew; also while dice are shown", () => {
    const { world, inputs, move, run } = arrange(PERSON, PERSON, PERSON, PERSON);
    move(bid(1, 1));
    inputs.seats.kind[0] = SEAT.empty;
    run();
    expect([playing(world), points(world)]).toEqual([
      [1, 2, 3],
      [0, 1, 1, 1],
    ]);
    expect(world.table).toMatchObject({ count: 0, turn: 1, dice: 15 });
    move(bid(15, 6));
    move(challenge);
    inputs.seats.kind[world.table.loser] = SEAT.empty;
    run();
    expect(world.table).toMatchObject({ shown: 1, loser: 1 });
    run(60);
    expect([playing(world), points(world)]).toEqual([
      [2, 3],
      [0, 0, 2, 2],
    ]);
    expect(world.table).toMatchObject({ shown: 0, turn: 2, dice: 10 });
    inputs.seats.kind[2] = SEAT.empty;
    run();
    expect([statusOf(world), dice.result?.(world)[0]]).toEqual(["ended", { seat: 3, place: 1, score: 3, team: -1 }]);
  });

  it("a seat that a bot takes in a round stays out of it", () => {
    const { world, inputs, run } = arrange(PERSON, PERSON, PERSON);
    inputs.seats.kind[1] = SEAT.empty;
    run();
    inputs.seats.kind[1] = BOT;
    run(40);
    expect([playing(world), statusOf(world)]).toEqual([[0, 2], "live"]);
  });

  it("each seat sees its own dice, and all while they are shown", () => {
    const { world, move } = arrange(PERSON, PERSON, PERSON);
    const seen = (view: number) => {
      const copy = world.clone();
      dice.view?.hide(copy, view);
      return playing(copy).map((seat) => cupOf(copy, seat).filter((face) => face > 0).length);
    };
    expect([seen(-1), seen(0), seen(2)]).toEqual([
      [0, 0, 0],
      [5, 0, 0],
      [0, 0, 5],
    ]);
    move(bid(15, 1));
    move(challenge);
    expect(seen(-1)).toEqual([5, 5, 5]);
  });

  it("a client predicts bids, and neither a challenge nor a bot's move", () => {
    const { world, inputs, run } = arrange(PERSON, BOT);
    const predict = (move?: Move) => {
      const copy = world.clone();
      dice.view?.hide(copy, 0);
      const cells = commandCells(inputs.seatTable);
      const raw = move && rawCommand(dice as unknown as AnyGame, { args: {}, ...move });
      if (cells) writeCommand(cells, 0, raw);
      advance(copy, inputs.seatTable, CLIENT);
      if (cells) writeCommand(cells, 0, undefined);
      return copy.table.count;
    };
    expect(predict(bid(3, 2))).toBe(3);
    run(600);
    expect(world.table.turn).toBe(1);
    run(19);
    expect(() => predict()).toThrow(Unforeseen);
    const { world: other, inputs: theirs, move } = arrange(PERSON, PERSON);
    move(bid(1, 1));
    const cells = commandCells(theirs.seatTable);
    if (cells) writeCommand(cells, 1, rawCommand(dice as unknown as AnyGame, { name: "challenge", args: {} }));
    expect(() => advance(other.clone(), theirs.seatTable, CLIENT)).toThrow(Unforeseen);
  });

  it.each([2, 3, 6])("%i bots play a round to its end, without a foolish bid", (count) => {
    const { world, inputs, run } = arrange(PERSON, ...Array.from({ length: count - 1 }, () => BOT));
    let [calls, lies] = [0, 0];
    const began = world.tick;
    while (statusOf(world) === "live") {
      // As in a load test: a bot in a player's seat.
      dice.bot(world, 0, inputs.seats);
      run();
      for (const row of world.calls) {
        calls += 1;
        if (world.calls.loser[row] === world.calls.against[row]) lies += 1;
      }
    }
    expect(world.tick - began).toBeLessThan(10 * 1800);
    expect(calls).toBeGreaterThanOrEqual(5 * (count - 1));
    // Both challenging and bidding pays now and then.
    expect(lies / calls).toBeGreaterThan(0.25);
    expect(lies / calls).toBeLessThan(0.9);
  });

  it("by mail a move may take days, and seats wait for weeks", () => {
    const world = createWorld(dice, { ...dice.modes.mail.settings }, 1);
    expect(world.config.moveTime).toBe(3 * 86_400);
    expect(dice.keeps?.(world.config)).toEqual({ seat: 15 * 86_400, match: 15 * 86_400 });
    expect(dice.keeps?.(createWorld(dice, {}, 1).config)).toEqual({ seat: 300, match: 300 });
    expect(dice.quietUntil?.(world)).toBe(FOREVER);
  });
});
