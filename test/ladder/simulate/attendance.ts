/**
 * A round as its seats go through it, second by second: players leave, lose their lines and come back, and the server breaks down and
 * goes on. The real count of who was there, beside what really happened to each player.
 */
import { Turnout, type TurnoutData } from "#shared/replay/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Dice } from "#test/matchmaking/dice.ts";

/** A seat of an absent player is kept so long, in seconds: as the match does. */
const HELD_S = 30;
/** Seconds that a round takes. */
const LENGTH_S = [20, 180] as const;
/** Seconds after which a player is back whose line was lost. */
const BACK_S = [1, 25] as const;

/** What happens to a seat in a round, by chance: a player leaves for good; one's line is lost for a while, or for ever. */
const CHANCES = { leaves: 0.04, loses: 0.08, losesForGood: 0.02, goneAfterFault: 0.15 } as const;

/** What really became of a player in a round. */
export type Fate =
  | "stayed"
  /** By a press of a button, or by a lost line that did not come back in time. */
  | "left"
  /** The server broke down, and the player was not there after it. */
  | "broken";

export interface Attended {
  readonly turnout: TurnoutData;
  /** By seat. */
  readonly fates: readonly Fate[];
  /** Players that the count has reported as having left, in order. */
  readonly leaves: readonly number[];
}

class Seat {
  kind: number = SEAT.person;
  fate: Fate = "stayed";
  /** When the player is back, and when the seat is freed: seconds. */
  back = Number.POSITIVE_INFINITY;
  freed = Number.POSITIVE_INFINITY;
  /** When the player leaves or loses the line. */
  readonly leaves: number;
  readonly loses: number;
  readonly #losesForGood: boolean;
  readonly #dice: Dice;

  constructor(length: number, dice: Dice) {
    this.#dice = dice;
    this.leaves = dice.chance(CHANCES.leaves) ? dice.between(1, length) : Number.POSITIVE_INFINITY;
    this.#losesForGood = dice.chance(CHANCES.losesForGood);
    const loses = this.#losesForGood || dice.chance(CHANCES.loses);
    this.loses = loses ? dice.between(1, length) : Number.POSITIVE_INFINITY;
  }

  #away(second: number, isBack: boolean): void {
    this.kind = SEAT.away;
    this.back = isBack ? second + this.#dice.between(...BACK_S) : Number.POSITIVE_INFINITY;
    this.freed = second + HELD_S;
  }

  /** A second passes. */
  pass(second: number): void {
    if (this.kind === SEAT.person) {
      if (second >= this.leaves && second < this.leaves + 1) {
        this.kind = SEAT.bot;
        this.fate = "left";
      } else if (second >= this.loses && second < this.loses + 1) this.#away(second, !this.#losesForGood);
    } else if (this.kind === SEAT.away) {
      if (second >= this.back) {
        this.kind = SEAT.person;
        this.fate = "stayed";
      } else if (second >= this.freed) {
        this.kind = SEAT.bot;
        if (this.fate === "stayed") this.fate = "left";
      }
    }
  }

  /** The server goes on: all who play are away until they are back, and some never are. */
  break(second: number): void {
    if (this.kind === SEAT.bot) return;
    this.fate = "broken";
    this.#away(second, !this.#dice.chance(CHANCES.goneAfterFault));
  }
}

/**
 * @param seats how many players there are
 * @param breaks how often the server breaks down while the round is on
 */
export function attend(seats: number, breaks: number, dice: Dice): Attended {
  const length = Math.round(dice.between(...LENGTH_S));
  const all = Array.from({ length: seats }, () => new Seat(length, dice));
  const breaksAt = new Set(Array.from({ length: breaks }, () => 1 + dice.below(length - 1)));
  const kinds = () => all.map(({ kind }) => kind);
  let turnout = Turnout.begin(0, kinds(), 1);
  const leaves: number[] = [];
  for (let second = 1; second <= length; second++) {
    if (breaksAt.has(second)) {
      // As it lay on the disk.
      turnout = Turnout.of(turnout.data);
      for (const seat of all) seat.break(second);
      turnout.resumed(second - 1);
    } else for (const seat of all) seat.pass(second);
    leaves.push(...turnout.tick(second, kinds()));
  }
  return { turnout: turnout.data, fates: all.map(({ fate }) => fate), leaves };
}
