/** Which of the live matches is the one to watch. */
import type { MatchInfo } from "#shared/protocol/index.ts";

/** The more of it, the more there is to see; of two that are equal in the one, the next counts. */
const WORTH: readonly ((match: MatchInfo) => number)[] = [
  ({ players }) => players,
  ({ spectators }) => spectators,
  ({ bots }) => bots,
];

/** @returns undefined where none is being played */
export function bestMatch(matches: readonly MatchInfo[]): MatchInfo | undefined {
  const live = matches.filter(({ status }) => status === "live");
  return [...live].sort((a, b) => WORTH.reduce((order, worth) => order || worth(b) - worth(a), 0))[0];
}
