/** What players bring into a season, by the rounds of the seasons before. */
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import { carried } from "#worker/ladder/carry.ts";
import { type Rating, UNKNOWN } from "#worker/pairing/ticket.ts";

/** So late a round is told at most, in milliseconds: then its match gives up. */
const LATEST_MS = 7 * 24 * 3600_000;

interface State {
  /** When the round ended that has led to it, in milliseconds since 1970. */
  readonly at: number;
  /** As the new season takes it. */
  readonly rating: Rating;
}

/** By player: what each round of the seasons before has left them, the latest last. */
export type Carried = ReadonlyMap<string, readonly State[]>;

/** @param earlier the rounds of earlier seasons, the latest season first */
export function carriedOf(earlier: readonly (readonly AppliedRound[])[]): Carried {
  const all = new Map<string, State[]>();
  for (const [n, rounds] of [...earlier.entries()].reverse()) {
    for (const { facts, ratings } of rounds) {
      for (const { player, after } of ratings) {
        const state = { at: facts.at, rating: carried(after, n + 1) };
        const known = all.get(player);
        if (known) known.push(state);
        else all.set(player, [state]);
      }
    }
  }
  return all;
}

/** What a player brings where no round was told late. */
export const broughtBy = (player: string, all: Carried): Rating => all.get(player)?.at(-1)?.rating ?? UNKNOWN;

/**
 * All that a player may bring into their first round of a season: what the rounds before have left them; without the last of these
 * where they may have been told after it.
 * @param at when that first round ended
 */
export function mayBring(player: string, at: number, all: Carried): readonly Rating[] {
  const states = all.get(player) ?? [];
  const late = states.toReversed().findIndex((state) => state.at <= at - LATEST_MS);
  if (late < 0) return [...states.map(({ rating }) => rating), UNKNOWN];
  return states.slice(-1 - late).map(({ rating }) => rating);
}

/** What players bring where no round was told late. */
export const brought = (all: Carried): ReadonlyMap<string, Rating> =>
  new Map([...all.keys()].map((player) => [player, broughtBy(player, all)]));
