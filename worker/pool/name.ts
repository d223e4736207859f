/** What pools are called. */
import type { Region } from "../regions.ts";

/** The pool of which matches and players. */
export interface PoolPlace {
  readonly game: string;
  readonly mode: string;
  /** Where its players and matches are. */
  readonly region: Region;
}

/**
 * Raise it to place all pools anew: the platform places an object near its first caller, and never moves it. Matches tell the pool of
 * the build that they run, so a raised number loses none of them for longer than an update takes.
 */
const GENERATION = 1;

export const poolName = ({ game, mode, region }: PoolPlace): string =>
  [game, mode, region, GENERATION].map(encodeURIComponent).join("/");
