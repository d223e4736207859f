/** A ladder with all that proves it, made headless: rounds that bots play, their replays, and the ratings that follow. */

import * as v from "valibot";
import { Dice } from "#test/matchmaking/dice.ts";
import type { Threads } from "#test/support/threads.ts";
import { replayId } from "#worker/archive/replay-id.ts";
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { rateRound } from "#worker/ladder/rate.ts";
import { unratedWhy } from "#worker/ladder/rated.ts";
import type { Rating } from "#worker/pairing/ticket.ts";
import { codeOf, playerOf } from "../names.ts";
import { MODES, type ModeName } from "../truth/modes.ts";
import { type Draft, Recorded } from "./record.ts";

export interface CorpusOptions {
  readonly mode: ModeName;
  readonly rounds: number;
  readonly seed: number;
  /** Seconds of play of a round at most; undefined: as the mode has it. */
  readonly timeLimit: number | undefined;
}

export interface Corpus {
  readonly rounds: readonly AppliedRound[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Players there are, for each seat of a match. */
const CROWD = 10;
/** In so many rounds a player leaves; and in so many a bot has a seat from the beginning. */
const LEAVES = 0.1;
const LACKS = 0.1;

/** When the first round ends: all are of one season. */
const START = Date.UTC(2026, 9, 1, 12);
const APART_MS = 60_000;

export function draftsOf({ mode, rounds, seed, timeLimit }: CorpusOptions): Draft[] {
  const dice = new Dice(seed);
  const { seats, rules } = MODES[mode];
  return Array.from({ length: rounds }, (_, number) => {
    const ids = new Set<string>();
    while (ids.size < seats) ids.add(playerOf(dice.below(CROWD * seats)));
    const lacks = rules.botsAfter !== undefined && dice.chance(LACKS) ? dice.below(seats) : -1;
    const leaves = dice.chance(LEAVES) ? { seat: dice.below(seats), after: 5 + dice.below(20) } : undefined;
    return {
      ...{ mode, code: codeOf(number + 1), seed: seed * 1000 + number, at: START + number * APART_MS },
      players: [...ids].map((id, seat) => (seat === lacks ? undefined : id)),
      leaves: leaves?.seat === lacks ? undefined : leaves,
      timeLimit,
    };
  });
}

/** The ladder that follows from rounds, in their order; what is not rated is left out. */
export function rateAll(all: readonly RoundFacts[]): AppliedRound[] {
  const known = new Map<string, Rating>();
  return all
    .filter((facts) => unratedWhy(facts) === undefined)
    .map((facts, n) => {
      const ratings = rateRound(facts, known).map(({ player, before, after }) => ({ player, before, after }));
      for (const { player, after } of ratings) known.set(player, after);
      return { number: n + 1, facts, ratings };
    });
}

export async function makeCorpus(options: CorpusOptions, threads: Threads): Promise<Corpus> {
  const recorded = await threads.all(draftsOf(options), (answer) => v.parse(Recorded, answer));
  const files = new Map(recorded.map(({ facts, file }) => [replayId(facts.code, facts.round), file]));
  return { rounds: rateAll(recorded.map(({ facts }) => facts)), files };
}
