/** Where a party's matches come from: the matchmaker, and the matches themselves. */
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { createMatch } from "../match/create.ts";
import { matchmakerOf, matchOf } from "../objects.ts";
import type { Places } from "./placing.ts";

/** @param opener the leader's id, and what stands for their network; it is undefined where networks are not counted */
export function placesOf(env: Env, opener: { readonly player: string; readonly address: string | undefined }): Places {
  const { player, address } = opener;
  const matchmaker = matchmakerOf(env);
  return {
    async find({ game, mode }, players, not) {
      const [, ...mates] = players;
      const code = await matchmaker.play({ game, mode, player, address, mates, not });
      if (code === undefined) return { why: "too_many" };
      return typeof code === "string" ? { code } : { why: "bad_request" };
    },
    async refused(code, one, reason) {
      await matchmaker.refused(code, one, reason);
    },
    async open(spec) {
      const code = await newCode((await keysOf(env)).code);
      if (address !== undefined && !(await matchmaker.opens(code, { player, address }))) return undefined;
      try {
        await createMatch(env, { code, ...spec });
        return code;
      } catch (error) {
        await matchmaker.forget(code);
        throw error;
      }
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
