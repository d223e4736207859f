/** A decision log as a file: an operator plays yesterday again under other weights or another policy. */
import { readInput, UsageError } from "../../scripts/usage.ts";
import { type Logged, parseLog } from "./log-lines.ts";
import type { Wish } from "./outcome.ts";

/** @throws {UsageError} the file cannot be read, or a line is no ticket: the message names it */
export function readLog(path: string): Logged[] {
  try {
    return parseLog(readInput(path).toString("utf8"));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

export const writeLog = (wishes: readonly Wish[]): string =>
  wishes
    .map(({ since, people, cancelledAt }) => {
      const members = people.map(({ id, rating, rounds, rtt }) => ({ player: id, ...rating, rounds, rtt }));
      return `${JSON.stringify({ since, members, cancelled: cancelledAt })}\n`;
    })
    .join("");
