/** Checks a whole ladder: each round's replay, on all cores, and each rating, in order. */

import * as v from "valibot";
import type { Threads } from "#test/support/threads.ts";
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import { MOST_SEASONS } from "#worker/ladder/carry.ts";
import { seasonOf, seasonsBefore } from "#worker/ladder/season.ts";
import { UsageError } from "../../../scripts/usage.ts";
import { carriedOf } from "./carry.ts";
import { RatingsCheck } from "./ratings-check.ts";
import type { Source, Wanted } from "./source.ts";
import { Answer, type Job } from "./thread.ts";

export interface Finding {
  /** The round's number in the ladder, and its code and number in the match. */
  readonly number: number;
  readonly round: string;
  readonly faults: readonly string[];
}

export interface Verified {
  readonly rounds: number;
  /** What is not true. */
  readonly findings: readonly Finding[];
  /** Rounds whose replays are gone: their results cannot be checked. Their ratings were. */
  readonly gone: readonly string[];
  readonly ratings: number;
  readonly ticks: number;
}

/** Rounds that a thread checks in one go. */
const BATCH = 4;

const nameOf = ({ facts }: AppliedRound): string => `${facts.code}-${facts.round}`;

/** A ladder as it is told. */
export interface Told {
  readonly rounds: readonly AppliedRound[];
  /** Rounds of the seasons before, the latest first. */
  readonly earlier: readonly (readonly AppliedRound[])[];
}

/** @throws {UsageError} there is no such ladder */
export async function fetchLadder(source: Source, wanted: Wanted): Promise<Told> {
  const rounds = await source.rounds(wanted);
  if (rounds === undefined) throw new UsageError(`there is no ladder of ${wanted.game} ${wanted.mode}`);
  const [first] = rounds;
  const seasons = first ? seasonsBefore(seasonOf(first.facts.at), MOST_SEASONS) : [];
  const earlier: (readonly AppliedRound[])[] = [];
  for (const season of seasons) earlier.push((await source.rounds({ ...wanted, season })) ?? []);
  return { rounds, earlier };
}

/** @param where as for `sourceOf`: threads fetch replays by themselves */
export async function verifyLadder({ rounds, earlier }: Told, where: string, threads: Threads): Promise<Verified> {
  const jobs = Array.from({ length: Math.ceil(rounds.length / BATCH) }, (_, n): Job => {
    return { where, rounds: rounds.slice(n * BATCH, (n + 1) * BATCH).map(({ facts }) => facts) };
  });
  const answers = (await threads.all(jobs, (answer) => v.parse(v.array(Answer), answer))).flat();
  const check = new RatingsCheck(carriedOf(earlier));
  const findings = rounds.flatMap((round, n): Finding[] => {
    const faults = [...(answers[n]?.faults ?? []), ...check.next(round)];
    return faults.length === 0 ? [] : [{ number: round.number, round: nameOf(round), faults }];
  });
  return {
    rounds: rounds.length,
    findings,
    gone: rounds.filter((_, n) => answers[n] === undefined).map(nameOf),
    ratings: rounds.reduce((sum, one) => sum + one.ratings.length, 0),
    ticks: answers.reduce((sum, answer) => sum + (answer?.ticks ?? 0), 0),
  };
}
