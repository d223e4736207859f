/** One mode's ladder, whose truth is known: played, rated, and compared with it. */
import * as v from "valibot";
import type { Threads } from "#test/support/threads.ts";
import { RoundFacts } from "#worker/ladder/facts.ts";
import { playEvening } from "./evening.ts";
import { type Bin, calibration, calibrationError, logLoss, type Outcome, rankCorrelation } from "./measure.ts";
import { MODE_NAMES, type ModeName } from "./modes.ts";
import { outcomesOf } from "./outcomes.ts";
import { byChance, byQueue } from "./pairing.ts";
import { STRENGTHS } from "./people.ts";
import { Defaults, Ours, type System } from "./systems.ts";

const RecordedPerson = v.object({ id: v.string(), skill: v.number(), isLeaver: v.boolean(), rounds: v.number() });

/** A ladder's rounds and the truth about its people: all that ratings are judged by. Plain data: it is written to a file as it is. */
export const TruthRecord = v.object({
  mode: v.picklist(MODE_NAMES),
  people: v.array(RecordedPerson),
  facts: v.array(RoundFacts),
});
export type TruthRecord = Readonly<v.InferOutput<typeof TruthRecord>>;

export interface PlayOptions {
  readonly mode: ModeName;
  readonly rounds: number;
  readonly seed: number;
  readonly pairing: "queue" | "chance";
  readonly threads: Threads;
  /** So many rounds have been played. */
  readonly told?: (rounds: number) => void;
}

/** Plays the rounds. By the queue, players meet by the ladder's ratings so far; by chance, ratings have no part in it. */
export async function playTruth({ mode, rounds, seed, pairing, threads, told }: PlayOptions): Promise<TruthRecord> {
  const ours = new Ours();
  const facts: RoundFacts[] = [];
  const people = await playEvening({
    ...{ mode, rounds, seed, threads },
    pairing: pairing === "chance" ? byChance : byQueue((player) => ours.ratingOf({ player })),
    told: (round) => {
      facts.push(round);
      ours.take(round);
      told?.(facts.length);
    },
  });
  return { mode, facts, people: people.map(({ id, skill, isLeaver, rounds }) => ({ id, skill, isLeaver, rounds })) };
}

type TruePerson = TruthRecord["people"][number];

/** How a way of rating has done. */
export interface Predicted {
  readonly name: string;
  /** Of ratings with strengths, over all people. */
  readonly correlation: number;
  readonly logLoss: number;
  /** Of rounds of people who are no leavers, and have all stayed. */
  readonly logLossOfStaying: number;
  readonly bins: readonly Bin[];
  /** By how much predictions are off in the mean. */
  readonly error: number;
}

export interface Truth {
  readonly mode: ModeName;
  readonly people: number;
  readonly rounds: number;
  /** How many of the rounds count by our rules. */
  readonly rated: number;
  /** The fewest that one of the people has played. */
  readonly fewest: number;
  readonly ours: Predicted;
  readonly defaults: Predicted;
  /** The log loss of one who takes all for equal. */
  readonly equal: number;
  /** By strength: the mean of our μ. */
  readonly means: readonly { readonly skill: number; readonly mu: number }[];
}

/** Takes in what a way of rating predicts, round by round, and says how it has done. */
class Judge {
  readonly #system: System;
  readonly #all: Outcome[] = [];
  readonly #staying: Outcome[] = [];

  constructor(system: System) {
    this.#system = system;
  }

  /** @returns whether the round counts */
  take(facts: RoundFacts, isOfStaying: boolean): boolean {
    const outcomes = outcomesOf(facts, this.#system);
    this.#all.push(...outcomes);
    if (isOfStaying) this.#staying.push(...outcomes);
    return this.#system.take(facts);
  }

  get happened(): readonly number[] {
    return this.#all.map(({ happened }) => happened);
  }

  finish(people: readonly TruePerson[]): Predicted {
    const bins = calibration(this.#all);
    return {
      name: this.#system.name,
      correlation: rankCorrelation(
        people.map(({ id }) => this.#system.ratingOf({ player: id }).mu),
        people.map(({ skill }) => skill),
      ),
      logLoss: logLoss(this.#all),
      logLossOfStaying: logLoss(this.#staying),
      bins,
      error: calibrationError(bins),
    };
  }
}

export function findTruth({ mode, people, facts }: TruthRecord): Truth {
  const system = new Ours();
  const [ours, defaults] = [new Judge(system), new Judge(new Defaults())];
  const leavers = new Set(people.filter(({ isLeaver }) => isLeaver).map(({ id }) => id));
  let rated = 0;
  for (const round of facts) {
    const isOfStaying = round.seats.every(({ player = "", left }) => left === undefined && !leavers.has(player));
    if (ours.take(round, isOfStaying)) rated += 1;
    defaults.take(round, isOfStaying);
  }
  return {
    ...{ mode, people: people.length, rounds: facts.length, rated },
    fewest: Math.min(...people.map((person) => person.rounds)),
    ours: ours.finish(people),
    defaults: defaults.finish(people),
    equal: logLoss(ours.happened.map((happened) => ({ chance: 0.5, happened }))),
    means: STRENGTHS.map((skill) => {
      const own = people.filter((person) => person.skill === skill);
      return { skill, mu: own.reduce((sum, { id }) => sum + system.ratingOf({ player: id }).mu, 0) / own.length };
    }),
  };
}
