/** Which players have had which seats, and in which rounds: a report names one of them. Pure; plain data, stored as it is. */
import * as v from "valibot";

export const Sitting = v.object({
  seat: v.number(),
  /** The player's id. */
  player: v.string(),
  /** What they were called last. */
  name: v.string(),
  /** The rounds in which, or before which, they had the seat: from this one on, up to that one. */
  first: v.number(),
  last: v.number(),
});
export type Sitting = Readonly<v.InferOutput<typeof Sitting>>;
export const Sittings = v.pipe(v.array(Sitting), v.readonly());
export type Sittings = readonly Sitting[];

/** As much of a seat's owner as is remembered. */
interface SeatOwner {
  readonly state: string;
  readonly player: string;
  readonly name: string;
}

/** So many are remembered; the earliest go. */
export const MOST_SITTINGS = 512;

/**
 * Takes in who has the seats now. The last one to come is the last in the list.
 * @param round the one that is on, or comes next
 * @returns the same where that is nothing new
 */
export function seated(sittings: Sittings, owners: readonly (SeatOwner | undefined)[], round: number): Sittings {
  let next = sittings;
  for (const [seat, owner] of owners.entries()) {
    if (!owner || owner.state === "promised") continue;
    const { player, name } = owner;
    const at = next.findIndex((one) => one.seat === seat && one.player === player);
    if (at < 0) next = [...next, { seat, player, name, first: round, last: round }];
    else if (next[at].last < round || next[at].name !== name)
      next = next.with(at, { ...next[at], name, last: Math.max(round, next[at].last) });
  }
  return next.slice(-MOST_SITTINGS).length === next.length ? next : next.slice(-MOST_SITTINGS);
}

/** The player of this id in the round, or the last one who had this seat in it. */
export const sittingOf = (
  sittings: Sittings,
  round: number,
  { seat, player }: { readonly seat?: number | undefined; readonly player?: string | undefined },
): Sitting | undefined =>
  sittings.findLast(
    (one) =>
      one.first <= round &&
      round <= one.last &&
      (player === undefined ? one.seat === seat : one.player === player && (seat === undefined || one.seat === seat)),
  );
