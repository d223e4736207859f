/** What ladders owe the rounds that were played: each is applied once, told as it was, rated by its facts; and no player pays for a fault. */
import { MOST_SEASONS } from "#worker/ladder/carry.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { KEPT_MS } from "#worker/ladder/pause.ts";
import { unratedWhy } from "#worker/ladder/rated.ts";
import type { AppliedRound } from "#worker/ladder/rpc.ts";
import { seasonOf, seasonsBefore } from "#worker/ladder/season.ts";
import { carriedOf } from "../verify/carry.ts";
import { RatingsCheck } from "../verify/ratings-check.ts";
import type { LadderHost } from "./ladder-host.ts";
import type { MatchHost, PlayedRound } from "./match-host.ts";

export interface Audited {
  /** Rounds whose end is on the disk of their match. */
  readonly played: number;
  /** Of them: those that are rated; the rest is unrated by the rules. */
  readonly rated: number;
  /** How many rounds of these are on a ladder. */
  readonly applied: number;
  /** On a ladder twice, or on two. */
  readonly twice: number;
  /** On none, though rated; or known to their match by no answer. */
  readonly lost: number;
  /** On a ladder, and never played, or not rated by the rules, or with other facts than the match has. */
  readonly false: number;
  /** Rounds and players whose ratings do not follow from the facts before. */
  readonly wrong: number;
  /** Rounds while which the server broke down. */
  readonly broken: number;
  /** Players that a ladder counts as leavers, and who have not left. */
  readonly falsePenalties: number;
  /** Players who have left, and that no ladder counts as leavers. The last one of a round may go. */
  readonly leaves: number;
  readonly leavesLost: number;
  /** The first of what is wrong, in words. */
  readonly why: readonly string[];
}

const MOST_WHY = 20;
const keyOf = ({ code, round }: Pick<RoundFacts, "code" | "round">): string => `${code}-${round}`;
/** All of a round but the hash of its replay, which may come too late, and the names, which change. */
const gist = ({ replayHash: _, seats, ...facts }: RoundFacts): string =>
  JSON.stringify({
    ...Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))),
    seats: seats
      .map(({ seat, place, score, team, player, ticks, left }) => [seat, place, score, team, player, ticks, left])
      .sort(([a], [b]) => Number(a) - Number(b)),
  });

export class Audit {
  readonly #played = new Map<string, PlayedRound>();
  /** What matches know of their rounds. */
  readonly #answers = new Map<string, string>();
  readonly #why: string[] = [];

  /** A match is over. */
  note(match: MatchHost): void {
    for (const played of match.played()) {
      const key = keyOf(played.facts);
      this.#played.set(key, played);
      const rating = match.store.rating(played.facts.round);
      this.#answers.set(key, rating === undefined ? "none" : rating.state === "unrated" ? rating.why : rating.state);
    }
  }

  #blame(why: string): number {
    if (this.#why.length < MOST_WHY) this.#why.push(why);
    return 1;
  }

  finish(ladders: readonly LadderHost[], now: number): Audited {
    const rounds = new Map(ladders.map((host) => [host, allOf(host)]));
    const told = new Map<string, AppliedRound[]>();
    for (const round of [...rounds.values()].flat())
      told.set(keyOf(round.facts), [...(told.get(keyOf(round.facts)) ?? []), round]);
    let [rated, applied, twice, lost, wrongFacts, broken] = [0, 0, 0, 0, 0, 0];
    for (const [key, { facts }] of this.#played) {
      const why = unratedWhy(facts);
      const all = told.get(key) ?? [];
      if (facts.faults > 0) broken += 1;
      if (why === undefined) rated += 1;
      if (all.length > 0) applied += 1;
      if (all.length > 1) twice += this.#blame(`${key} is there ${all.length} times`);
      if (why === undefined && all.length === 0) lost += this.#blame(`${key} is on no ladder`);
      if (this.#answers.get(key) !== (why ?? "rated"))
        lost += this.#blame(`${key}: its match knows of it: ${this.#answers.get(key)}, and it is ${why ?? "rated"}`);
      if (why !== undefined && all.length > 0) wrongFacts += this.#blame(`${key} is on a ladder, and ${why}`);
      for (const one of all)
        if (gist(one.facts) !== gist(facts))
          wrongFacts += this.#blame(`${key}: ${gist(one.facts)} is told, and it was ${gist(facts)}`);
    }
    for (const key of told.keys()) if (!this.#played.has(key)) wrongFacts += this.#blame(`${key} was never played`);
    return {
      ...{ played: this.#played.size, rated, applied, twice, lost, false: wrongFacts, broken },
      wrong: this.#ratings(rounds),
      ...this.#penalties(ladders, now),
      why: this.#why,
    };
  }

  /** Each ladder by its own rounds. What a player brings into a season may be from any moment of the one before: rounds are told late. */
  #ratings(rounds: ReadonlyMap<LadderHost, readonly AppliedRound[]>): number {
    let wrong = 0;
    for (const [{ place }, own] of rounds) {
      const earlier = seasonsBefore(place.season, MOST_SEASONS).map((season) => {
        const [, before = []] =
          [...rounds].find(
            ([host]) =>
              host.place.game === place.game && host.place.mode === place.mode && host.place.season === season,
          ) ?? [];
        return before;
      });
      const check = new RatingsCheck(carriedOf(earlier));
      for (const round of own) {
        const faults = check.next(round);
        if (seasonOf(round.facts.at) !== place.season) faults.push("it is of another season");
        if (faults.length > 0)
          wrong += this.#blame(`${place.mode} ${place.season}, round ${round.number}: ${faults.join("; ")}`);
      }
    }
    return wrong;
  }

  #penalties(ladders: readonly LadderHost[], now: number): Pick<Audited, "falsePenalties" | "leaves" | "leavesLost"> {
    const paused = new Set(
      ladders.flatMap(({ disk, ladder }) =>
        ladder.isUsed
          ? disk.sql
              .exec("SELECT player, code, round FROM leaves")
              .toArray()
              .map(({ player, code, round }) => `${code}-${round} ${player}`)
          : [],
      ),
    );
    let [falsePenalties, leaves, leavesLost] = [0, 0, 0];
    for (const [key, { facts, fates }] of this.#played) {
      for (const { seat, player, left } of facts.seats) {
        const isPaused = paused.has(`${key} ${player}`);
        if (fates[seat] !== "left") {
          if (left !== undefined || isPaused)
            falsePenalties += this.#blame(`${key}: seat ${seat} has ${fates[seat]}, and counts as one who left`);
        } else if (left !== undefined) {
          leaves += 1;
          // A ladder forgets the oldest ones as new ones come.
          if (!isPaused && facts.at > now - KEPT_MS)
            leavesLost += this.#blame(`${key}: seat ${seat} has left, and no ladder knows`);
        }
      }
    }
    return { falsePenalties, leaves, leavesLost };
  }
}

function allOf({ ladder }: LadderHost): AppliedRound[] {
  const all: AppliedRound[] = [];
  for (let page = ladder.rounds(1, 100); page.length > 0; page = ladder.rounds(all.length + 1, 100)) all.push(...page);
  return all;
}
