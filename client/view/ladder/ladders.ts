/** Which ladders there are: one for each competitive mode of each game. */
import { cardOf, cards, modesOf } from "../games/index.ts";

export interface Ladder {
  readonly game: string;
  readonly mode: string;
  /** "Puck · Face-off". */
  readonly title: string;
}

const isCompetitive = (game: string, mode: string): boolean =>
  Object.hasOwn(modesOf(game), mode) && modesOf(game)[mode].queue !== undefined;

export const ladders = (): readonly Ladder[] =>
  cards.flatMap(({ name, modes }) => Object.keys(modes).flatMap((mode) => ladderOf(name, mode) ?? []));

/** Undefined where this page knows no such ladder. */
export function ladderOf(game: string, mode: string): Ladder | undefined {
  if (!isCompetitive(game, mode)) return undefined;
  return { game, mode, title: `${cardOf(game)?.title ?? game} · ${modesOf(game)[mode].title}` };
}

/** "2026-q4" is "2026, season 4". */
export function seasonTitle(season: string): string {
  const [, year, quarter] = /^(\d{4})-q(\d)$/.exec(season) ?? [];
  return year === undefined ? season : `${year}, season ${quarter}`;
}
