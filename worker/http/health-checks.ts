/** What must be so for players to play, as checks with names: docs/OPERATIONS.md, "Health". */
import type { Games } from "#shared/sim/index.ts";
import { keysOf } from "../auth/secrets.ts";
import type { Env } from "../env.ts";
import { matchOf, poolFor, storageProbeOf } from "../objects.ts";
import { LOCAL } from "../regions.ts";
import { operatorTokenOf } from "./operator-access.ts";

/** Throws where it is not so. The message is for the log, and names no secret. */
export type Check = () => Promise<unknown>;

/** The name of a match that is never made: a code is longer. */
const NO_MATCH = "health";

/** A pool that every server has: of its first game's first mode. No match is in it on Cloudflare, where matches have regions. */
function somePool(games: Games) {
  const [game] = games.values();
  const [mode] = Object.keys(game?.modes ?? {});
  if (game === undefined || mode === undefined) throw new Error("the server has no game with a mode");
  return { game: game.name, mode, region: LOCAL };
}

/** The checks, by name. None of them touches a match that is played. @param url an address of this server */
export const checksOf = (env: Env, games: Games, url: string): Readonly<Record<string, Check>> => ({
  secrets: async () => {
    await keysOf(env);
    operatorTokenOf(env);
  },
  storage: async () => storageProbeOf(env).keeps(),
  matches: async () => matchOf(env, NO_MATCH).info(),
  pools: async () => {
    const place = somePool(games);
    return poolFor(env, place).snapshot(place);
  },
  files: async () => {
    const { status } = await env.ASSETS.fetch(new URL("/", url), { method: "HEAD" });
    if (status !== 200) throw new Error(`the page is answered with ${status}`);
  },
});
