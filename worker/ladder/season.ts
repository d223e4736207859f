/** Seasons: a quarter of a year each, by the date on which a round ended, in UTC. */

const SEASON = /^\d{4}-q[1-4]$/;

/** @param at milliseconds since 1970 @returns such as "2026-q4" */
export function seasonOf(at: number): string {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** Whether a text is written as a season is. */
export const isSeason = (text: string): boolean => SEASON.test(text);

/** The season before. @param season from `seasonOf` */
export function seasonBefore(season: string): string {
  const [year, quarter] = season.split("-q").map(Number);
  return quarter > 1 ? `${year}-q${quarter - 1}` : `${year - 1}-q4`;
}

/** The seasons before this one, the latest first. */
export function seasonsBefore(season: string, count: number): string[] {
  const seasons: string[] = [];
  for (let before = season; seasons.length < count; ) {
    before = seasonBefore(before);
    seasons.push(before);
  }
  return seasons;
}
