/** Liar's dice: each bid on the dice under all cups must be higher than the last, until a player calls it a lie. */
import { defineGame, FOREVER, PHASE } from "#shared/sim/index.ts";
import { think } from "./bot.ts";
import { bid, challenge, endHand, nextSeat, roll, settle } from "./hand.ts";
import { modes } from "./modes.ts";
import { countDice, DICE, isHigher, parts, playing } from "./world.ts";

const DAY = 86_400;
const HOUR = 3600;

export const dice = defineGame({
  ...parts,
  name: "dice",
  tickRate: 10,
  modes,
  secrets: true,
  lateJoin: "watch",
  leave(world, seat) {
    const { round, table } = world;
    if (round.phase !== PHASE.live) return;
    settle(world);
    // The dice of a player who leaves were bid on: the others roll anew.
    if (table.shown === 0 && countDice(world) < table.dice && playing(world).length > 1)
      roll(world, nextSeat(world, seat));
  },
  round: {
    ...parts.round,
    begin(world) {
      const { hands, table, round } = world;
      for (const seat of hands) hands.dice[seat] = DICE.length;
      table.players = hands.count();
      roll(world, nextSeat(world, ((round.number - 1) % hands.capacity) - 1));
    },
    over: (world) => playing(world).length < 2,
  },
  legal({ round, table }, seat, { name, args }) {
    if (round.phase !== PHASE.live) return "The round is not on";
    if (table.shown === 1) return "Wait for the next hand";
    if (table.turn !== seat) return "It is not your turn";
    if (name === "challenge") return table.count > 0 || "There is no bid yet";
    if (args.count > table.dice) return `There are only ${table.dice} dice`;
    return isHigher(args, table) || "Bid higher: more dice, or a higher face";
  },
  step(world) {
    const { round, table, tick } = world;
    if (round.phase !== PHASE.live) return;
    const isDue = tick >= table.until;
    if (table.shown === 1) {
      if (isDue) endHand(world);
      return;
    }
    const { turn } = table;
    const given = world.command(turn);
    const move = given?.name === "bid" ? given.args : isDue ? think(world, turn) : undefined;
    if (move) bid(world, turn, move);
    else if (isDue || given?.name === "challenge") challenge(world, turn);
  },
  quietUntil: ({ round, table }) => (round.phase === PHASE.live ? table.until : FOREVER),
  turn: ({ round, table }) => (round.phase === PHASE.live && table.shown === 0 ? table.turn : -1),
  keeps: ({ moveTime }) => (moveTime > HOUR ? { seat: 14 * DAY, match: 14 * DAY } : { seat: 120, match: 600 }),
  /** Dice that must go before one player is left, at least. */
  roundLeft(world) {
    const { hands, table } = world;
    const most = Math.max(...playing(world).map((seat) => hands.dice[seat]));
    return (countDice(world) - most) / (DICE.length * (table.players - 1));
  },
  view: {
    of: (_, seat) => seat,
    hide({ hands, table }, view) {
      if (table.shown === 1) return;
      for (const seat of hands) if (seat !== view) for (const die of DICE) hands[die][seat] = 0;
    },
    openAfter: true,
  },
});
