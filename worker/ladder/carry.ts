/** What a player brings into a new season: a soft reset. */
import { type Rating, UNKNOWN } from "../pairing/ticket.ts";

/** A season that lies longer back is forgotten. */
export const MOST_SEASONS = 4;

/** What one season adds to σ, as variances add up. */
const SIGMA_PER_SEASON = 3;

/**
 * A rating after so many turns of the season: as skilled as before, and less certain; never less certain than a newcomer's.
 * @param turns from 1 up
 */
export function carried({ mu, sigma }: Rating, turns: number): Rating {
  const grown = Math.sqrt(sigma * sigma + turns * SIGMA_PER_SEASON ** 2);
  return { mu, sigma: Math.min(UNKNOWN.sigma, grown) };
}
