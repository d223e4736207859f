/** The state: what lies under the cups, and what is on the table. */
import { axis, defineWorld, discrete, events, players, single, type WorldOf } from "#shared/sim/index.ts";

/** The columns of a hand: a player has five dice at most. */
export const DICE = ["a", "b", "c", "d", "e"] as const;

const five = { a: discrete(), b: discrete(), c: discrete(), d: discrete(), e: discrete() };
const bidColumns = { by: discrete(), count: discrete(), face: discrete() };

export const parts = defineWorld({
  settings: {
    seats: { min: 2, max: 6, default: 4, title: "Seats" },
    moveTime: { min: 10, max: 518_400, default: 60, title: "Time for a move", unit: "s", step: 10 },
  },
  /** 1 = the bot plays in this seat as soon as it is its turn: bots hold it down. */
  input: { auto: axis(0, 1) },
  commands: { bid: { count: { min: 1, max: 30 }, face: { min: 1, max: 6 } }, challenge: {} },
  tables: () => ({
    /** How many dice the player has left, 0 = out; then their faces, 0 = there is none, or it is hidden. */
    hands: players({ dice: discrete(), ...five }),
    /**
     * The last bid, 0 dice = there is none yet, and the seat that bid. `turn`: the seat that bids or challenges next. `until`: the
     * tick in which the time for that is up. `shown`: 1 = there was a challenge, and all dice are shown until then; `matched` of
     * them have the face, and `loser` loses one. `dice` are in this hand, `players` in this round.
     */
    table: single({
      ...bidColumns,
      ...{ turn: discrete(), until: discrete("u32"), shown: discrete(), matched: discrete(), loser: discrete() },
      ...{ dice: discrete(), players: discrete() },
    }),
    bids: events(bidColumns, { capacity: 1 }),
    calls: events({ by: discrete(), against: discrete(), loser: discrete() }, { capacity: 1 }),
  }),
  round: { needs: 2 },
});

export type DiceWorld = WorldOf<typeof parts>;

export interface Bid {
  readonly count: number;
  readonly face: number;
}

/** The faces of a seat's dice. */
export const cupOf = ({ hands }: DiceWorld, seat: number): number[] =>
  DICE.slice(0, hands.dice[seat]).map((die) => hands[die][seat]);

/** The seats that have dice. */
export const playing = ({ hands }: DiceWorld): number[] => [...hands].filter((seat) => hands.dice[seat] > 0);

export const countDice = (world: DiceWorld): number => playing(world).flatMap((seat) => cupOf(world, seat)).length;

/** More dice, or as many of a higher face. */
export const isHigher = ({ count, face }: Bid, than: Bid): boolean =>
  count > than.count || (count === than.count && face > than.face);
