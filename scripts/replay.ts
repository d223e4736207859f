/** `npm run replay FILE`: plays the report of a match that has failed, and tells whether it fails in the same way. */
import { readFileSync } from "node:fs";
import { wordsOf } from "#worker/log.ts";
import { BadReport, type FaultReport, type Outcome, readFault, reproduce } from "#worker/match/fault.ts";

const USAGE = `npm run replay FILE

FILE is a report as GET /api/matches/CODE/fault answers it.
Ends with 0 if the match fails again as it is reported, with 1 if it does not, with 2 for a file that cannot be replayed.`;

function read(path: string): FaultReport {
  try {
    return readFault(readFileSync(path, "utf8"));
  } catch (error) {
    // What the file system says, such as that there is no such file.
    throw error instanceof Error && "code" in error ? new BadReport(error.message) : error;
  }
}

const reported = ({ tick, error }: FaultReport) => `reported: at tick ${tick}, ${error}`;

function inWords(report: FaultReport, { ticks, hashes, tick, thrown, reproduced }: Outcome): string {
  return [
    `${report.game} ${report.version}, match ${report.code}, failed at ${report.at}`,
    `ticks replayed: ${ticks}; hashes checked: ${hashes}; the world's tick: ${tick}`,
    ...(reproduced ? [] : [reported(report)]),
    thrown ? `thrown: ${wordsOf(thrown.error)}` : "nothing was thrown",
    `reproduced: ${reproduced ? "yes" : "no"}`,
  ].join("\n");
}

const [path, ...others] = process.argv.slice(2);
if (path === undefined || others.length > 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    const report = read(path);
    const outcome = reproduce(report);
    console.log(inWords(report, outcome));
    process.exitCode = outcome.reproduced ? 0 : 1;
  } catch (error) {
    if (!(error instanceof BadReport)) throw error;
    console.error(`${path}: ${error.message}`);
    process.exitCode = 2;
  }
}
