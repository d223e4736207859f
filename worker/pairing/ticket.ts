/** Who waits for a match. All times in milliseconds since 1970, RTT in milliseconds. */

export interface Rating {
  readonly mu: number;
  readonly sigma: number;
}

export interface Member {
  /** The player's id. */
  readonly player: string;
  readonly rating: Rating;
  /** By region; a region that is missing is not wanted. */
  readonly rtt: Readonly<Record<string, number>>;
  /** Players met lately, the latest first. */
  readonly met: readonly string[];
  /** How many rated rounds the player has behind them; undefined where that is not known. */
  readonly rounds?: number | undefined;
  /** Players that are never in their team, since they have blocked them. They may be opponents. */
  readonly apart?: readonly string[] | undefined;
}

/** A matchmaking ticket: one party's wish to play, or that of one player who is alone. A match takes it whole or not at all. */
export interface Ticket {
  readonly id: string;
  readonly since: number;
  readonly members: readonly Member[];
}

/** The rating of a new player, as openskill gives it. */
export const UNKNOWN: Rating = { mu: 25, sigma: 25 / 3 };
