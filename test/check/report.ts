/** What a check has found, and how it is told: a line a part, and for each fault what, where, what to do and how to see it again. */

/** A fault of a game. */
export interface Fault {
  /** One sentence: what is wrong. */
  readonly what: string;
  /** Where: a file and line, or a seed, a tick, a table, a row and a column; as much as is known. */
  readonly where: string;
  /** What its author does next. */
  readonly next: string;
  /** The command that shows this fault again. */
  readonly again: string;
}

export type Verdict =
  /** `said` tells what was looked at, and figures. */
  | { readonly state: "ok" | "failed"; readonly said: string; readonly faults: readonly Fault[] }
  /** The game has nothing that this part looks at, or this machine has not what it takes; `said` is why. */
  | { readonly state: "not applicable"; readonly said: string };

/** A part's verdict from the faults that it has found. */
export const verdict = (said: string, faults: readonly Fault[]): Verdict => ({
  state: faults.length === 0 ? "ok" : "failed",
  said,
  faults,
});

export const notApplicable = (said: string): Verdict => ({ state: "not applicable", said });

/** Of faults of one part so many are told; the others are counted. */
const MOST_TOLD = 5;

const INDENT = " ".repeat(4);

function faultLines({ what, where, next, again }: Fault): readonly string[] {
  return [`  - ${what}`, `${INDENT}where: ${where}`, `${INDENT}next:  ${next}`, `${INDENT}again: ${again}`];
}

/** A part's lines. @param seconds how long it took */
export function linesOf(part: string, found: Verdict, seconds: number): readonly string[] {
  const state = found.state === "failed" ? "FAILED" : found.state;
  const head = `${state.padEnd(15)} ${part.padEnd(9)} ${found.said} (${seconds.toFixed(1)} s)`;
  if (found.state === "not applicable") return [head];
  const { faults } = found;
  const more = faults.length - MOST_TOLD;
  return [head, ...faults.slice(0, MOST_TOLD).flatMap(faultLines), ...(more > 0 ? [`  and ${more} more`] : [])];
}
