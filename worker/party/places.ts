/** Where a party's matches come from: the pools, and the matches themselves. */
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { createCounted, type OpenFor } from "../match/create.ts";
import { matchOf, poolFor } from "../objects.ts";
import type { Places } from "./placing.ts";

/** @param opener the leader: matches are opened for them */
export function placesOf(env: Env, opener: OpenFor): Places {
  const { player, address, region } = opener;
  return {
    async find({ game, mode }, players, not) {
      const [, ...mates] = players;
      const place = { game, mode, region };
      const code = await poolFor(env, place).play({ ...place, player, address, mates, not });
      if (code === undefined) return { why: "too_many" };
      return typeof code === "string" ? { code } : { why: "bad_request" };
    },
    async refused({ game, mode }, code, one, reason) {
      await poolFor(env, { game, mode, region }).refused(code, one, reason);
    },
    async open(spec) {
      const code = await newCode((await keysOf(env)).code);
      return (await createCounted(env, { code, ...spec }, opener)) ? code : undefined;
    },
    async reserve(code, groups) {
      try {
        return await matchOf(env, code).reserveAll(groups);
      } catch (error) {
        // A match of the build before knows no such method; one that has a fault takes no player either.
        log.warn("group_refused", { detail: messageOf(error) });
        return undefined;
      }
    },
  };
}
