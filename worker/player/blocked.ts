/** The players that a player has blocked. Pure. */
import * as v from "valibot";
import type { Blocked } from "./rpc.ts";

export const StoredBlocked = v.array(v.object({ player: v.string(), name: v.string(), at: v.number() }));

/** So many at most: each search for a match looks through them. */
export const MOST_BLOCKED = 100;

/** @returns undefined where the list is full; one who is blocked already stays so, under the new name */
export function block(blocked: readonly Blocked[], one: Blocked): readonly Blocked[] | undefined {
  const others = unblock(blocked, one.player);
  return others.length >= MOST_BLOCKED ? undefined : [...others, one];
}

export const unblock = (blocked: readonly Blocked[], player: string): readonly Blocked[] =>
  blocked.filter((one) => one.player !== player);
