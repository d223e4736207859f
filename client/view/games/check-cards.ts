/** What a card says of its game is held against the rules as the page loads, and not when a player clicks. */
import { type AnyGame, configure, publicSettings } from "#shared/sim/index.ts";
import type { GameCard } from "./game-view.ts";

/** @throws {RangeError} a card is of no game, is there twice, or its private matches ask for what no player may choose */
export function checkCards(
  cards: readonly Pick<GameCard, "name" | "privateSettings">[],
  games: ReadonlyMap<string, AnyGame>,
): void {
  const names = new Set<string>();
  for (const { name, privateSettings } of cards) {
    const game = games.get(name);
    if (game === undefined)
      throw new RangeError(`card ${name}: there is no such game: name it in shared/games/index.ts`);
    if (names.has(name)) throw new RangeError(`card ${name} is there twice: leave one out`);
    names.add(name);
    for (const [mode, { settings }] of Object.entries(game.modes)) {
      try {
        configure(publicSettings(game.settings), { ...settings, ...privateSettings });
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        throw new RangeError(`card ${name}: privateSettings with the mode ${mode}: ${what}`, { cause: error });
      }
    }
  }
}
