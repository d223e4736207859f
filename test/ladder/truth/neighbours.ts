/** Whether the order of the strengths is true: each plays the next one, a side of its own kind against one of the other. */
import * as v from "valibot";
import type { Threads } from "#test/support/threads.ts";
import { MODES, type ModeName } from "./modes.ts";
import { STRENGTHS } from "./people.ts";
import { type Course, Played } from "./play.ts";

export interface Neighbours {
  readonly weaker: number;
  readonly stronger: number;
  readonly rounds: number;
  /** The share of rounds that the stronger one wins; a draw is half of one. In modes without teams: of pairs of seats. */
  readonly share: number;
  /** How far the share may be off by chance: twice its standard error. */
  readonly doubt: number;
}

/** Seats by turns, which is how both games make teams; the sides change with each round. */
const courseOf = (mode: ModeName, weaker: number, stronger: number, number: number, seed: number): Course => ({
  mode,
  seed: (seed * 1_000_003 + number) >>> 0,
  seats: Array.from({ length: MODES[mode].seats }, (_, seat) => ({
    skill: ((seat + number) & 1) === 0 ? weaker : stronger,
  })),
});

/** How much of the round the stronger side has won: 0 to 1. */
function won({ standings }: Played, { seats }: Course, stronger: number): number {
  const places = (strong: boolean) =>
    standings.filter(({ seat }) => (seats[seat].skill === stronger) === strong).map(({ place }) => place);
  const [theirs, others] = [places(true), places(false)];
  const pairs = theirs.flatMap((a) => others.map((b) => (a === b ? 0.5 : Number(a < b))));
  return pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
}

export async function neighbours(
  mode: ModeName,
  rounds: number,
  seed: number,
  threads: Threads,
): Promise<readonly Neighbours[]> {
  const pairs = STRENGTHS.slice(1).map((stronger, n) => ({ weaker: STRENGTHS[n], stronger }));
  const jobs = pairs.map(({ weaker, stronger }, n) =>
    Array.from({ length: rounds }, (_, k) => courseOf(mode, weaker, stronger, n * rounds + k, seed)),
  );
  const played = await threads.all(jobs, (answer) => v.parse(v.array(Played), answer));
  return pairs.map(({ weaker, stronger }, n) => {
    const shares = played[n].map((one, k) => won(one, jobs[n][k], stronger));
    const share = shares.reduce((sum, one) => sum + one, 0) / rounds;
    const variance = shares.reduce((sum, one) => sum + (one - share) ** 2, 0) / (rounds - 1);
    return { weaker, stronger, rounds, share, doubt: 2 * Math.sqrt(variance / rounds) };
  });
}
