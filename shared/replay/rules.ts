/** Finds the rules for a replay's worlds. */
import { schemaOf } from "#shared/protocol/index.ts";
import { type AnyGame, type Games, type Layout, plan } from "#shared/sim/index.ts";
import { BadReplay, trusting } from "./bad.ts";
import type { ReplayHead } from "./format.ts";

/** This build's game of that name. @throws {BadReplay} there is none */
function gameOf({ game }: ReplayHead, games: Games): AnyGame {
  const known = games.get(game);
  if (!known) throw new BadReplay(`this replay is of ${game}, which this build does not know`);
  return known;
}

/** The settings that this build's rules know and allow; for the others it has its own. */
function fitting({ settings }: AnyGame, chosen: Readonly<Record<string, number>>): Record<string, number> {
  const fits = ([name, value]: [string, number]): boolean => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    return setting !== undefined && value >= setting.min && value <= setting.max;
  };
  return Object.fromEntries(Object.entries(chosen).filter(fits));
}

/**
 * The layout of the match's worlds under this build's rules.
 * @throws {BadReplay} it does not know the game
 */
export function layoutHere(head: ReplayHead, games: Games): Layout {
  const game = gameOf(head, games);
  return trusting(`this replay does not fit this build's ${head.game}`, () => plan(game, fitting(game, head.settings)));
}

/** Whether these are the rules by which the match was played: then they lead to the same worlds. */
export function areTheirs(layout: Layout, head: ReplayHead): boolean {
  const config = new Map(Object.entries(layout.config));
  return (
    layout.game.version === head.version &&
    layout.tickRate === head.tickRate &&
    Object.entries(head.settings).every(([name, value]) => config.get(name) === value) &&
    JSON.stringify(schemaOf(layout)) === JSON.stringify(head.schema)
  );
}
