/**
 * Loads the rules of one game, as a match or a recording of it is opened: the start page needs none, and a match no other's. The
 * entries in client/open hand them to the runtime, which knows no game.
 */
import { type Games, gather, registry } from "#shared/sim/index.ts";
import { checkCard } from "./check-card.ts";
import { cards } from "./index.ts";

/**
 * The rules of this game; none where this build has no such game.
 * @param game undefined where the server does not say which it is: then those of all
 * @throws {RangeError} a card does not fit its game, or a game cannot begin
 * @throws what `import()` throws where the code does not come
 */
export async function rulesOf(game: string | undefined): Promise<Games> {
  const load = async (card: (typeof cards)[number]) => {
    const rules = await card.rules();
    checkCard(card, rules);
    return import.meta.env.DEV ? (await import("#shared/dev/versions.ts")).versioned(rules) : rules;
  };
  // Where any may be meant, one game's fault must not take the others from the page.
  if (game === undefined) return gather(Object.fromEntries(cards.map((card) => [card.name, () => load(card)])));
  return registry(...(await Promise.all(cards.filter(({ name }) => name === game).map(load))));
}
