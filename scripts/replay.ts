/** `npm run replay FILE`: plays a match again, and tells whether it is as the file says: a replay, or a match that has failed. */
import { games } from "#shared/games/index.ts";
import { BadReplay, isReplay, isTrue, type Replay, readReplay, type Verdict, verify } from "#shared/replay/index.ts";
import { wordsOf } from "#worker/log.ts";
import { BadReport, type Outcome, readFault, reproduce } from "#worker/match/log/fault.ts";
import type { FaultReport } from "#worker/match/log/fault-report.ts";
import { readInput, runCommand, UsageError } from "./usage.ts";

const USAGE = `npm run replay -- FILE

FILE is a replay, or a report as GET /api/matches/CODE/fault answers it.
Ends with 0 if the match comes to what the replay says, or fails again as it is reported; with 1 if it does not; with 2 for
a file that cannot be replayed.`;

const reported = ({ tick, error }: FaultReport) => `reported: at tick ${tick}, ${error}`;

function faultInWords(report: FaultReport, { ticks, hashes, tick, thrown, reproduced }: Outcome): string {
  return [
    `${report.game} ${report.version}, match ${report.code}, failed at ${report.at}`,
    `ticks replayed: ${ticks}; hashes checked: ${hashes}; the world's tick: ${tick}`,
    ...(reproduced ? [] : [reported(report)]),
    thrown ? `thrown: ${wordsOf(thrown.error)}` : "nothing was thrown",
    `reproduced: ${reproduced ? "yes" : "no"}`,
  ].join("\n");
}

/** Prints what comes of a report. Answers whether it is so again. */
function replayFault(file: Buffer): boolean {
  const report = readFault(file.toString("utf8"));
  const outcome = reproduce(report, games);
  console.log(faultInWords(report, outcome));
  return outcome.reproduced;
}

/** @param took milliseconds */
function verdictInWords({ head }: Replay, verdict: Verdict, took: number): string {
  const { ticks, hashes, mismatches, firstBad, hashTrue, resultTrue } = verdict;
  const seconds = ticks / head.tickRate;
  const speed = Math.round((seconds * 1000) / took);
  return [
    `${head.game} ${head.version}, match ${head.id}, ended at ${head.at}${head.cut ? ", early, by an update" : ""}`,
    `ticks replayed: ${ticks} (${seconds.toFixed(1)} s of play in ${took.toFixed(0)} ms, ${speed} times as fast)`,
    `worlds compared: ${hashes}; others than the replay says: ${mismatches}${firstBad === undefined ? "" : `, the first at tick ${firstBad}`}`,
    `the last world is as the replay says: ${hashTrue ? "yes" : "no"}`,
    `the result is as the replay says: ${resultTrue ? "yes" : "no"}`,
    `true: ${isTrue(verdict) ? "yes" : "no"}`,
  ].join("\n");
}

/** Prints what comes of a replay. Answers whether it is true. */
async function replayMatch(file: Buffer): Promise<boolean> {
  const replay = await readReplay(file);
  const start = performance.now();
  const verdict = verify(replay, games);
  console.log(verdictInWords(replay, verdict, performance.now() - start));
  return isTrue(verdict);
}

/** @throws {UsageError} no file, or one that cannot be replayed */
async function replay([path]: readonly string[]): Promise<number> {
  if (path === undefined) throw new UsageError("which FILE shall be replayed?");
  const file = readInput(path);
  try {
    const asSaid = isReplay(file) ? await replayMatch(file) : replayFault(file);
    return asSaid ? 0 : 1;
  } catch (error) {
    if (error instanceof BadReport || error instanceof BadReplay) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

await runCommand({ usage: USAGE, options: {}, words: 1 }, (_, words) => replay(words));
