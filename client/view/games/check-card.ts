/** What a card says of its game is held against the rules, as soon as the page has both. */
import { type AnyGame, configure, publicSettings } from "#shared/sim/index.ts";
import type { GameCard } from "./game-view.ts";

/**
 * @throws {RangeError} a card is of another game, has other modes than the game, or its private matches ask for what no player
 * may choose
 */
export function checkCard(
  { name, modes, privateSettings }: Pick<GameCard, "name" | "modes" | "privateSettings">,
  game: AnyGame,
): void {
  if (name !== game.name) throw new RangeError(`card ${name}: its rules are of the game ${game.name}`);
  if (JSON.stringify(modes) !== JSON.stringify(game.modes))
    throw new RangeError(`card ${name}: its modes are not those of the game: import them from its rules`);
  for (const [mode, { settings }] of Object.entries(game.modes)) {
    try {
      configure(publicSettings(game.settings), { ...settings, ...privateSettings });
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new RangeError(`card ${name}: privateSettings with the mode ${mode}: ${what}`, { cause: error });
    }
  }
}
