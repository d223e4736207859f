/** Rounds on end: people are paired, play, and are rated, until there have been so many rounds. */

import * as v from "valibot";
import { Dice } from "#test/matchmaking/dice.ts";
import type { Threads } from "#test/support/threads.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { roundFacts } from "#worker/match/rating/round-facts.ts";
import { MODES, type ModeName, type PlayedMode } from "./modes.ts";
import type { Pairing, Sides } from "./pairing.ts";
import { doesLeave, type Person, populate, remember } from "./people.ts";
import { type Course, Played } from "./play.ts";

/** Each person plays so many rounds at most. */
export const ROUNDS_EACH = 60;

/** A queue also makes matches of one player and bots, of which no ladder learns anything. */
const LEAST_PLAYERS = 2;
/** In so many full matches of a mode with bots one player is missing. */
const LACKING = 0.05;
/** Within so many seconds of a round people leave who do. */
const LEAVES_S = [5, 110] as const;
/** Rounds that a thread plays in one go. */
const BATCH = 8;

/** When the first round ends: all are of one season. */
const START = Date.UTC(2026, 9, 1, 12);
const APART_MS = 60_000;

/** A seat, and who has it. */
export interface Placed {
  readonly person: Person | undefined;
  readonly leaves: number | undefined;
}

/** Seats for sides: where there are teams, a side's are those of its team. */
function seat(sides: Sides, { game, seats, settings, rules }: PlayedMode, dice: Dice): Placed[] {
  const config = { ...settings, seats };
  const isLacking = rules.botsAfter !== undefined && sides.flat().length === seats && dice.chance(LACKING);
  const lacking = isLacking ? dice.below(seats) : -1;
  const taken = sides.map((side) => [...side]);
  return Array.from({ length: seats }, (_, seat) => {
    const team = game.teamOf?.(config, seat) ?? -1;
    const person = taken[team < 0 ? seat : team]?.shift();
    const leaves = person && doesLeave(person, dice) ? Math.round(dice.between(...LEAVES_S)) : undefined;
    return seat === lacking ? { person: undefined, leaves: undefined } : { person, leaves };
  });
}

const courseOf = (mode: ModeName, seed: number, placed: readonly Placed[]): Course => ({
  mode,
  seed,
  seats: placed.map(({ person, leaves }) => ({ skill: person?.skill, leaves })),
});

export function factsOf(
  mode: ModeName,
  number: number,
  placed: readonly Placed[],
  { standings, turnout }: Played,
): RoundFacts {
  const { game, settings, seats } = MODES[mode];
  return roundFacts({
    ...{ code: `M${number}`, round: 1, game: game.name, version: game.version, mode, cut: false, turnout },
    at: START + number * APART_MS,
    standings: standings.map((one) => ({ ...one, name: placed[one.seat].person?.id ?? "Bot" })),
    holders: placed.map(({ person }) => person && { player: person.id, name: person.id }),
    teamOf: (seat) => game.teamOf?.({ ...settings, seats }, seat) ?? -1,
  });
}

export interface EveningOptions {
  readonly mode: ModeName;
  readonly rounds: number;
  readonly seed: number;
  readonly pairing: Pairing;
  readonly threads: Threads;
  /** A round has been played; the next ones are paired after it. */
  readonly told: (facts: RoundFacts) => void;
}

/** @returns the people, each of whom has played `ROUNDS_EACH` rounds or a few less */
export async function playEvening({ mode, rounds, seed, pairing, threads, told }: EveningOptions): Promise<Person[]> {
  const dice = new Dice(seed);
  const rules = MODES[mode];
  const people = populate((rounds * rules.seats) / ROUNDS_EACH, dice);
  for (let number = 0; number < rounds; ) {
    const sides = pairing(
      people.filter((person) => person.rounds < ROUNDS_EACH),
      rules.rules,
      dice,
    )
      .filter((match) => match.flat().length >= LEAST_PLAYERS)
      .slice(0, rounds - number);
    // Those who are left find no match among themselves.
    if (sides.length === 0) break;
    const placed = sides.map((match) => seat(match, rules, dice));
    const courses = placed.map((match, n) => courseOf(mode, seed * 1_000_003 + number + n, match));
    const batches = Array.from({ length: Math.ceil(courses.length / BATCH) }, (_, n) =>
      courses.slice(n * BATCH, (n + 1) * BATCH),
    );
    const played = await threads.all(batches, (answer) => v.parse(v.array(Played), answer));
    for (const [n, one] of played.flat().entries()) {
      told(factsOf(mode, number, placed[n], one));
      remember(placed[n].flatMap(({ person }) => person ?? []));
      number += 1;
    }
  }
  return people;
}
