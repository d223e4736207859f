/** A hand: dice are rolled, bids rise, a challenge ends it. */
import { type Bid, countDice, cupOf, DICE, type DiceWorld, playing } from "./world.ts";

/** How long all dice are shown, and how long a bot thinks, in seconds. */
const SHOW = 6;
const THINK = 2;

/** The next seat after this one that has dice. */
export function nextSeat(world: DiceWorld, after: number): number {
  const seats = playing(world);
  return seats.find((seat) => seat > after) ?? seats[0] ?? after;
}

function giveTurn({ table, seats, config, tick, layout }: DiceWorld, turn: number): void {
  const time = seats.auto[turn] === 1 ? THINK : config.moveTime;
  Object.assign(table, { turn, until: tick + time * layout.tickRate });
}

/** @param first the seat that bids first */
export function roll(world: DiceWorld, first: number): void {
  const { hands, table, secret } = world;
  for (const seat of hands)
    for (const [n, die] of DICE.entries()) hands[die][seat] = n < hands.dice[seat] ? secret.between(1, 6) : 0;
  Object.assign(table, { count: 0, face: 0, by: first, shown: 0, dice: countDice(world) });
  giveTurn(world, first);
}

export function bid(world: DiceWorld, by: number, { count, face }: Bid): void {
  Object.assign(world.table, { count, face, by });
  world.bids.spawn({ by, count, face });
  giveTurn(world, nextSeat(world, by));
}

export function challenge(world: DiceWorld, by: number): void {
  const { table, tick, layout } = world;
  // A client sees its own dice alone.
  world.secret.needed();
  const dice = playing(world).flatMap((seat) => cupOf(world, seat));
  const matched = dice.filter((face) => face === table.face).length;
  const loser = matched >= table.count ? by : table.by;
  world.calls.spawn({ by, against: table.by, loser });
  Object.assign(table, { shown: 1, matched, loser, until: tick + SHOW * layout.tickRate });
}

/** The loser of a challenge puts a die away, and bids first in the next hand. The last hand stays on the table. */
export function endHand(world: DiceWorld): void {
  const { hands, table } = world;
  const { loser } = table;
  if (hands.dice[loser] > 0) hands.dice[loser] -= 1;
  settle(world);
  if (playing(world).length > 1) roll(world, hands.dice[loser] > 0 ? loser : nextSeat(world, loser));
}

/** Each player in the round has a point for each that is out of it. */
export function settle(world: DiceWorld): void {
  const seats = playing(world);
  for (const seat of seats) world.scores.points[seat] = world.table.players - seats.length;
}
