/** What a run is asked for, and what became of its people. */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Disk } from "./disk.ts";
import type { Logged } from "./log-lines.ts";
import type { Person, Population } from "./people.ts";
import type { Policy } from "./policies/policy.ts";
import type { Made } from "./pool.ts";

export interface RunOptions {
  readonly seed: number;
  /** Tickets a second. */
  readonly rate: number;
  readonly hours: number;
  readonly population: Population;
  /** The share of tickets that are parties. */
  readonly parties: number;
  /** The share of tickets that are cancelled, if they wait for a minute. */
  readonly cancels: number;
  /** The share of tickets one of whose lines is lost once. */
  readonly losses: number;
  /** About so many kills, spread over the run. */
  readonly kills: number;
  /** A region in which no match can be made, in the middle third of the run. */
  readonly asleep: string | undefined;
  readonly rules: QueueRules;
  readonly policy: Policy;
  /** The tickets of a decision log, the oldest first, in place of such that come by chance. */
  readonly log?: readonly Logged[];
  /** Another disk than one that works, for a test of the simulator. */
  readonly disk?: Disk;
}

/** A ticket of the run, from the wish to the match. */
export interface Wish {
  readonly people: readonly Person[];
  readonly since: number;
  /** The pool has said that it is in. */
  acknowledged: boolean;
  /** Cancelled, by a member or all. */
  over: boolean;
  cancelledAt: number | undefined;
  readonly told: Map<string, { readonly match: Made; readonly at: number }>;
  estimate: { readonly from: number; readonly to: number } | undefined;
}

export interface Outcome {
  readonly wishes: readonly Wish[];
  readonly matches: ReadonlyMap<string, Made>;
  readonly person: (id: string) => Person;
  readonly start: number;
  readonly kills: number;
  /** Acknowledged tickets that the pool forgot. */
  readonly lost: number;
  /** Parties whose members heard of different matches, or sit in different teams. */
  readonly split: number;
  /** Players who heard of two matches. */
  readonly doubled: number;
  /** Tickets that the end of the run has found waiting. */
  readonly waiting: number;
}

export function isSplit({ people, told }: Wish): boolean {
  const seats = people.flatMap(({ id }) => told.get(id) ?? []);
  if (new Set(seats.map(({ match }) => match)).size > 1) return true;
  const [seat] = seats;
  if (!seat || people.length === 1 || seats.length < people.length) return false;
  return (
    !seat.match.teams.some((team) => people.every(({ id }) => team.includes(id))) &&
    seat.match.teams.some((team) => team.length > 1)
  );
}
