/** Whether this browser has played with people before: a newcomer is offered practice. */
import { browserStorage } from "#client/browser-storage.ts";
import type { GameCard } from "../games/game-view.ts";

export const experience = browserStorage({ key: "scrim.played", isGood: (text) => text === "played" });

/** Whether a match has the settings of its game's practice. */
export const isPractice = (
  card: GameCard | undefined,
  config: { readonly [name: string]: number } | { readonly seats: number },
): boolean => {
  const has: Readonly<Record<string, number>> = { ...config };
  return (
    card?.practice !== undefined && Object.entries(card.practice.settings).every(([name, value]) => has[name] === value)
  );
};
