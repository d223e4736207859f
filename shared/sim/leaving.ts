/**
 * Keeps players from gaining by leaving and coming back, in any game: they come back no healthier and no sooner, and
 * the opponent who hit them last gets the credit.
 *
 * A game spreads `hitColumns` in a table that has a row a seat, calls `recordHit` where a seat harms another, and in
 * `leave` asks `creditFor` and calls `forgetHits`. `entryTick` says when the seat may have a body again.
 */
import { type Cells, discrete } from "./columns.ts";
import type { FixedView } from "./game-table.ts";
import { SEAT } from "./seat.ts";

/** Columns of a table that has a row a seat. */
export const hitColumns = {
  /** The seat that harmed this one last, plus 1; 0 = none has since it got its body. */
  hitBy: discrete("u16"),
  /** The tick of that hit. */
  hitAt: discrete("u32"),
} as const;

/** The table with `hitColumns`. */
export type Hits = FixedView & { readonly [K in keyof typeof hitColumns]: Cells };

/** Records that a seat harms another. Harm to oneself changes no credit. */
export function recordHit(hits: Hits, victim: number, by: number, tick: number): void {
  if (victim === by) return;
  hits.hitBy[victim] = by + 1;
  hits.hitAt[victim] = tick;
}

/**
 * The seat to be credited if this one leaves now.
 * @param within for how many ticks a hit counts
 * @returns -1 where no other seat has hit it within that time
 */
export function creditFor(hits: Hits, seat: number, tick: number, within: number): number {
  return hits.hitBy[seat] > 0 && tick - hits.hitAt[seat] <= within ? hits.hitBy[seat] - 1 : -1;
}

/** Forgets the hits on a seat that begins a new life. */
export function clearHits(hits: Hits, seat: number): void {
  hits.hitBy[seat] = 0;
  hits.hitAt[seat] = 0;
}

/** Forgets the hits on a seat and by it, as it changes its owner. */
export function forgetHits(hits: Hits, seat: number): void {
  clearHits(hits, seat);
  for (let other = 0; other < hits.capacity; other++) if (hits.hitBy[other] === seat + 1) clearHits(hits, other);
}

/**
 * The first tick in which a seat may have a body again that is given up now; for `leave`, to be heeded in `join`.
 * @param kind the kind of the owner that leaves, one of `SEAT`. The successor of a bot waits for no time
 * @param delay in ticks: at least as long as a respawn after a death takes
 */
export const entryTick = ({ tick }: { readonly tick: number }, kind: number, delay: number): number =>
  kind === SEAT.bot || kind === SEAT.empty ? tick : tick + delay;
