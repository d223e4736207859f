/** What a welcome says of a match, and whether this client has the rules for it. */
import { schemaOf, type Welcome } from "#shared/protocol/index.ts";
import { type AnyGame, type Layout, plan } from "#shared/sim/index.ts";
import { logFault } from "../faults.ts";

/** The layout of the match; undefined where this client does not have its rules, has others, or they throw. */
export function layoutFor(welcome: Welcome, games: ReadonlyMap<string, AnyGame>): Layout | undefined {
  const layout = planFor(welcome, games);
  return layout && JSON.stringify(schemaOf(layout)) === JSON.stringify(welcome.schema) ? layout : undefined;
}

function planFor({ game: name, settings }: Welcome, games: ReadonlyMap<string, AnyGame>): Layout | undefined {
  const game = games.get(name);
  try {
    return game && plan(game, settings);
  } catch (error) {
    logFault("rules_failed", { game: name }, error);
    return undefined;
  }
}

/** Names the log that a welcome promises: as long as two welcomes give the same, the log goes on. */
export function logName({ generation: _, forked: __, delay: ___, ...log }: Welcome): string {
  return JSON.stringify(log);
}
