/** What runs of the ladder have found, for test/bench/results.json, its page and its chart. */
import { keep, show } from "../bench/results.ts";
import { round } from "../bench/statistics.ts";
import type { Outcome } from "./simulate/run.ts";
import { summary } from "./truth/summary.ts";
import type { Truth } from "./truth/truth.ts";
import type { Verified } from "./verify/verify.ts";

export function keepOutcome({ why: _, kills: [ofMatches, ofLadders], ...outcome }: Outcome): void {
  keep("ladder.rounds", outcome.played);
  keep("ladder.kills", ofMatches + ofLadders);
  keep("ladder.twiceOrLost", outcome.twice + outcome.lost + outcome.false);
  keep("ladder.falsePenalties", outcome.falsePenalties);
  show("Ladders under kills, by simulation", [
    {
      "rounds played": outcome.played,
      rated: outcome.rated,
      applied: outcome.applied,
      twice: outcome.twice,
      lost: outcome.lost,
      "with other facts": outcome.false,
      "ratings that do not follow": outcome.wrong,
      "kills of matches": ofMatches,
      "of ladders": ofLadders,
      "rounds that the server broke": outcome.broken,
      "leaves counted": outcome.leaves,
      "players punished for it": outcome.falsePenalties,
    },
  ]);
}

/** @param all one for each mode */
export function keepTruths(all: readonly Truth[]): void {
  keep("ladder.rankCorrelation", round(Math.min(...all.map(({ ours }) => ours.correlation)), 3));
  for (const { mode, ours, defaults, equal } of all) {
    keep(`ladder.rankCorrelation.${mode}`, round(ours.correlation, 3));
    keep(`ladder.logLoss.${mode}`, round(ours.logLoss, 4));
    keep(`ladder.logLoss.${mode}.defaults`, round(defaults.logLoss, 4));
    keep(`ladder.logLoss.${mode}.equal`, round(equal, 4));
    for (const [bin, { predicted, happened }] of ours.bins.entries()) {
      keep(`ladder.calibration.${mode}.${bin}.predicted`, round(predicted, 4));
      keep(`ladder.calibration.${mode}.${bin}.happened`, round(happened, 4));
    }
  }
  show("Ratings against known truth: bots of twelve strengths", all.map(summary));
}

export function keepVerified({ rounds, ratings, ticks, findings }: Verified, seconds: number): void {
  keep("ladder.verifySeconds1000", round((1000 * seconds) / rounds, 1));
  show("A ladder of the arena, verified from its replays", [
    {
      rounds,
      ratings,
      ticks,
      seconds: round(seconds, 1),
      "rounds a second": round(rounds / seconds, 1),
      differ: findings.length,
    },
  ]);
}
