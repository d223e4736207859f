/** Where a player is, as their object notes it. Pure. All times are milliseconds since 1970. */
import * as v from "valibot";
import type { Whereabouts } from "./rpc.ts";

const Moment = v.pipe(v.number(), v.minValue(0));

export const StoredWhereabouts = v.object({
  match: v.optional(v.object({ code: v.string(), game: v.string(), at: Moment })),
  queue: v.optional(v.object({ game: v.string(), mode: v.string(), region: v.string(), at: Moment })),
  party: v.optional(v.object({ code: v.string(), at: Moment })),
});

/**
 * A note that is older than this says nothing: the match, queue or party may be long over without anything having told it. What
 * is younger is asked for where it is, before a page offers it.
 */
export const GOOD_MS = { match: 6 * 3600_000, queue: 15 * 60_000, party: 24 * 3600_000 } as const;
/** A note is renewed at most this often, while nothing in it changes. */
const RENEW_MS = 60_000;

const timeless = (note: object | undefined): string => JSON.stringify({ ...note, at: undefined });

/** Without what is too old. */
export function current(where: Whereabouts, now: number): Whereabouts {
  const good = (part: keyof Whereabouts) => {
    const at = where[part]?.at;
    return at !== undefined && Math.abs(now - at) < GOOD_MS[part];
  };
  return {
    ...(good("match") && { match: where.match }),
    ...(good("queue") && { queue: where.queue }),
    ...(good("party") && { party: where.party }),
  };
}

/** @returns the same where the note need not be written: it says nothing new, and is fresh */
export function move<P extends keyof Whereabouts>(where: Whereabouts, part: P, to: Whereabouts[P]): Whereabouts {
  const before = where[part];
  if (before === undefined && to === undefined) return where;
  const isSame = before !== undefined && to !== undefined && timeless(before) === timeless(to);
  if (isSame && Math.abs(to.at - before.at) < RENEW_MS) return where;
  const { [part]: _, ...rest } = where;
  return to === undefined ? rest : { ...rest, [part]: to };
}

/** They are in this match or party no more, should they still be noted as in it. */
export const leave = (where: Whereabouts, part: "match" | "party", code: string): Whereabouts =>
  where[part]?.code === code ? move(where, part, undefined) : where;
