/** The people of a ladder whose truth is known: bots at twelve strengths. */
import type { Dice } from "#test/matchmaking/dice.ts";
import { playerOf } from "../names.ts";

/**
 * Skills of bots, of a range from 0 to 100. Up to there each is stronger than the one before: `npm run ladder -- truth --neighbours 200`
 * measures it. From about 60 on bots hardly get stronger: there a skill would be no truth.
 */
export const STRENGTHS: readonly number[] = Array.from({ length: 12 }, (_, n) => 5 * n);

/**
 * How many leave at times, how often those do, and how often all others do. A seat in a hundred is left, so one round of four players in
 * twenty-five.
 */
const LEAVERS = 0.05;
const LEAVES = { leaver: 0.1, other: 0.005 } as const;

export interface Person {
  readonly id: string;
  /** Of `STRENGTHS`. */
  readonly skill: number;
  readonly isLeaver: boolean;
  rounds: number;
  /** The latest first. */
  met: readonly string[];
}

/** @param count is rounded up, so that each strength has as many */
export function populate(count: number, dice: Dice): Person[] {
  const each = Math.ceil(count / STRENGTHS.length);
  const people = STRENGTHS.flatMap((skill) => Array.from({ length: each }, () => ({ skill })));
  return people.map(({ skill }, n) => ({
    ...{ id: playerOf(n), skill, isLeaver: dice.chance(LEAVERS) },
    ...{ rounds: 0, met: [] },
  }));
}

export const doesLeave = ({ isLeaver }: Person, dice: Dice): boolean =>
  dice.chance(isLeaver ? LEAVES.leaver : LEAVES.other);

/** As many as a ladder remembers. */
const MOST_MET = 16;

export function remember(together: readonly Person[]): void {
  for (const person of together) {
    const others = together.filter((one) => one !== person).map(({ id }) => id);
    person.met = [...others, ...person.met.filter((id) => !others.includes(id))].slice(0, MOST_MET);
    person.rounds += 1;
  }
}
