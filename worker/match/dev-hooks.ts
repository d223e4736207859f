/**
 * What a development server does with its matches, and a deployed one never: it has no such hooks. worker/dev implements them;
 * docs/decisions/dev.md says what for.
 */
import type { Match } from "./match.ts";

export interface DevHooks {
  /** A tick is due. @returns false: the match stands still, and only answers what has come in */
  due(match: Match): boolean;
  /** The game has thrown. @returns whether another match goes on in its place; otherwise it ends */
  failed(match: Match, error: unknown): boolean;
}
