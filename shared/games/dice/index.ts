/** Liar's dice: each bid on the dice under all cups must be higher than the last, until a player calls it a lie. */
import { defineGame, FOREVER, PHASE } from "#shared/sim/index.ts";
import { think } from "./bot.ts";
import { bid, challenge, endHand, nextSeat, roll, settle } from "./hand.ts";
import { modes } from "./modes.ts";
import { countDice, DICE, isHigher, parts, playing } from "./world.ts";

export const dice = defineGame({
  ...parts,
  name: "dice",
  tickRate: 10,
  modes,
  secrets: true,
  lateJoin: "watch",
  /** By mail about two weeks. */
  keeps: ({ moveTime }) => ({ seat: 5 * moveTime, match: 5 * moveTime }),
  leave(world, seat) {
    const { round, table } = world;
    if (round.phase !== PHASE.live) return;
    settle(world);
    // The dice of a player who leaves were bid on: the others roll anew.
    const isOver = table.shown === 1 || playing(world).length < 2;
    if (!isOver && countDice(world) < table.dice) roll(world, nextSeat(world, seat));
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
    const { turn, until, shown } = world.table;
    const isDue = world.tick >= until;
    if (world.round.phase !== PHASE.live || (shown === 1 && !isDue)) return;
    if (shown === 1) return endHand(world);
    const given = world.command(turn);
    const move = given?.name === "bid" ? given.args : isDue ? think(world, turn) : undefined;
    if (move) bid(world, turn, move);
    else if (isDue || given?.name === "challenge") challenge(world, turn);
  },
  bot(_, seat, input) {
    input.auto[seat] = 1;
  },
  quietUntil: ({ round, table }) => (round.phase === PHASE.live ? table.until : FOREVER),
  turn: ({ round, table }) => (round.phase === PHASE.live && table.shown === 0 ? table.turn : -1),
  view: {
    of: (_, seat) => seat,
    hide({ hands, table }, view) {
      for (const seat of hands) if (seat !== view && table.shown === 0) for (const die of DICE) hands[die][seat] = 0;
    },
    openAfter: true,
  },
});
