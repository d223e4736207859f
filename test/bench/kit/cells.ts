/** What the windows of a play say, as the cells of a table's row. */
import { type Cost, loadWasLimit } from "../peers/play.ts";
import { median, round } from "../statistics.ts";

/** The windows' median. */
export const middle = (costs: readonly Cost[], key: keyof Cost): number => median(costs.map((cost) => cost[key]));

/** What there is where the first column says something else than a number. */
const EMPTY = {
  "of a core": "",
  "memory MB": "",
  "messages down a second": "",
  "messages up a second": "",
  "gap p99 ms": "",
  "echo p50 / p99 ms": "",
  "KB/s a client": "",
  "load, of a core": "",
};

export const wordCells = (words: string) => ({ "CPU ms a player-second": words, ...EMPTY });

/** Why there are no figures: how many are too many is a result as well. */
export const failureCells = (error: unknown) =>
  wordCells(`failed: ${error instanceof Error ? error.message : String(error)}`);

export function costCells(costs: readonly Cost[]) {
  const show = (key: keyof Cost, digits = 0) => round(middle(costs, key), digits);
  const limit = loadWasLimit({ loadCpuPercent: middle(costs, "loadCpuPercent") }) ? ", the limit" : "";
  return {
    "CPU ms a player-second": show("cpuMsPerPlayerSecond", 2),
    "of a core": `${show("cpuPercent")}%`,
    "memory MB": show("rssMB"),
    "messages down a second": show("messagesPerClientSecond", 1),
    "messages up a second": show("messagesUpPerClientSecond", 1),
    "gap p99 ms": show("gapP99"),
    "echo p50 / p99 ms": `${show("echoP50")} / ${show("echoP99")}`,
    "KB/s a client": round(middle(costs, "bytesPerClientSecond") / 1000, 1),
    "load, of a core": `${show("loadCpuPercent")}%${limit}`,
  };
}
