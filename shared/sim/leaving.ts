/**
 * What keeps leaving from paying off, for any game. A player who leaves and comes back must not be better off than one
 * who stays: not healthier, not somewhere safer, and the opponent who was about to win the fight gets the credit.
 *
 * A game spreads `hitColumns` in a table that has a row a seat, calls `recordHit` where a seat harms another, and in
 * `leave` asks `creditFor` and calls `forgetHits`. When the seat may have a body again is `entryTick`'s to say.
 */
import { type Cells, discrete } from "./columns.ts";
import { SEAT } from "./seat.ts";
import type { FixedView } from "./table.ts";

/** Columns of a table that has a row a seat. */
export const hitColumns = {
  /** The seat that harmed this one last, plus 1; 0 = none has since it got its body. */
  hitBy: discrete("u16"),
  /** The tick of that. */
  hitAt: discrete("u32"),
} as const;

/** The table with `hitColumns`. */
export type Hits = FixedView & { readonly [K in keyof typeof hitColumns]: Cells };

/** A seat harms another. Harm to oneself is no one else's credit. */
export function recordHit(hits: Hits, victim: number, by: number, tick: number): void {
  if (victim === by) return;
  hits.hitBy[victim] = by + 1;
  hits.hitAt[victim] = tick;
}

/**
 * The seat to be credited if this one leaves now.
 * @param within for how many ticks a hit counts
 * @returns -1 where no other seat has harmed it lately
 */
export function creditFor(hits: Hits, seat: number, tick: number, within: number): number {
  return hits.hitBy[seat] > 0 && tick - hits.hitAt[seat] <= within ? hits.hitBy[seat] - 1 : -1;
}

/** The seat begins a new life, unharmed. */
export function clearHits(hits: Hits, seat: number): void {
  hits.hitBy[seat] = 0;
  hits.hitAt[seat] = 0;
}

/** The seat changes hands: what it has suffered, and what it has done to others, is not its next owner's. */
export function forgetHits(hits: Hits, seat: number): void {
  clearHits(hits, seat);
  for (let other = 0; other < hits.capacity; other++) if (hits.hitBy[other] === seat + 1) clearHits(hits, other);
}

/**
 * The first tick in which a seat may have a body again that is given up now; for `leave`, to be heeded in `join`.
 * @param kind who leaves, one of `SEAT`. A bot that gives way costs its successor no time
 * @param delay in ticks: at least what a death costs, and what the way to the place of a new life would take
 */
export const entryTick = ({ tick }: { readonly tick: number }, kind: number, delay: number): number =>
  kind === SEAT.bot || kind === SEAT.empty ? tick : tick + delay;
