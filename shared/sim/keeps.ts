/** How long seats and matches are kept without their players. docs/decisions/sleep.md */
import type { Keeps } from "./rules.ts";

/** Where a game says nothing: a seat for half a minute, a match for ten. */
const USUAL: Keeps = { seat: 30, match: 600 };
/** The most, in seconds. */
const MOST_S = 30 * 86_400;

interface Keeping<C> {
  keeps?(config: C): Keeps;
}

/** What a game with this configuration keeps, and for how long, in seconds: a match for as long as its seats at least. */
export function keepsOf<C>(game: Keeping<C>, config: C): Keeps {
  const { seat, match } = game.keeps?.(config) ?? USUAL;
  return { seat, match: Math.max(seat, match) };
}

/** @throws {RangeError} it does not keep something for whole seconds, up to 30 days */
export function checkKeeps<C>(label: string, game: Keeping<C>, config: C): void {
  if (!game.keeps) return;
  const keeps: Partial<Keeps> | undefined = game.keeps(config);
  const withSettings = `(with the settings ${JSON.stringify(config)})`;
  for (const name of ["seat", "match"] as const) {
    const seconds = keeps?.[name];
    if (!(Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= MOST_S))
      throw new RangeError(
        `${label}: keeps().${name} is ${seconds}: use whole seconds from 1 to ${MOST_S}, which is 30 days ${withSettings}`,
      );
  }
}
