/** The state: what lies under the cups, and what is on the table. */
import { defineWorld, discrete, events, players, single, type WorldOf } from "#shared/sim/index.ts";

/** The columns of a hand: a player has five dice at most. */
export const DICE = ["a", "b", "c", "d", "e"] as const;
export const FACES = [1, 2, 3, 4, 5, 6] as const;

export const parts = defineWorld({
  settings: {
    seats: { min: 2, max: 6, default: 4, title: "Seats" },
    moveTime: { min: 10, max: 604_800, default: 60, title: "Time for a move", unit: "s", step: 10 },
  },
  commands: { bid: { count: { min: 1, max: 30 }, face: { min: 1, max: 6 } }, challenge: {} },
  tables: () => ({
    /** `dice`: how many the player has left, 0 = out. Then their faces, 0 = there is none, or it is hidden. */
    hands: players({ dice: discrete(), a: discrete(), b: discrete(), c: discrete(), d: discrete(), e: discrete() }),
    table: single({
      /** The seat that bids or challenges next; while the dice are shown, the one that did last. */
      turn: discrete(),
      /** The tick in which the time for the move is up, or in which the dice are hidden again. */
      until: discrete("u32"),
      /** The last bid: so many dice have this face; 0 = there is none yet. And the seat that bid. */
      count: discrete(),
      face: discrete(),
      by: discrete(),
      /** 1 = there was a challenge, and all dice are shown. So many have the face, and this seat loses one. */
      shown: discrete(),
      matched: discrete(),
      loser: discrete(),
      /** Dice in this hand, and players in this round. */
      dice: discrete(),
      players: discrete(),
    }),
    bids: events({ by: discrete(), count: discrete(), face: discrete() }, { capacity: 1 }),
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

export const countDice = (world: DiceWorld): number =>
  playing(world).reduce((sum, seat) => sum + world.hands.dice[seat], 0);

/** More dice, or as many of a higher face. */
export const isHigher = ({ count, face }: Bid, than: Bid): boolean =>
  count > than.count || (count === than.count && face > than.face);
