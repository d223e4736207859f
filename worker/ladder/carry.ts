/** What a player brings into a new season: a soft reset. */
import { type Rating, UNKNOWN } from "../pairing/ticket.ts";
import type { Start } from "./ladder.ts";
import type { KnownPlayer, LadderPlace } from "./rpc.ts";
import { seasonsBefore } from "./season.ts";

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

/**
 * What players bring into a season: from the latest of the seasons before that knows them.
 * @param known asks the ladder of an earlier season for the players that it knows
 * @throws what `known` throws: then nothing is known of any
 */
export async function startsFrom(
  place: LadderPlace,
  known: (earlier: LadderPlace) => Promise<readonly KnownPlayer[]>,
): Promise<ReadonlyMap<string, Start>> {
  const answers = await Promise.all(
    seasonsBefore(place.season, MOST_SEASONS).map((season) => known({ ...place, season })),
  );
  const starts = new Map<string, Start>();
  for (const [n, players] of answers.entries()) {
    for (const { player, rating, rounds } of players)
      if (!starts.has(player)) starts.set(player, { rating: carried(rating, n + 1), rounds });
  }
  return starts;
}
