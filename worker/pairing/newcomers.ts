/**
 * New players play new players, as long as enough of them wait: so that a free id is worth little to a player who wants to spoil
 * others' rounds, or to beat beginners. It is a cost and no rule, and fades with the wait: a lone newcomer is matched with the others.
 */
import type { Member, Ticket } from "./ticket.ts";

/** A player who has been rated for fewer rounds is a newcomer: as many as decide the first rank. */
export const NEWCOMER_ROUNDS = 5;
/** The cost is gone when the oldest ticket of a match has waited for so long, in seconds. */
export const NEWCOMER_S = 10;

export type Experience = "newcomer" | "settled" | "mixed";

const isNew = ({ rounds }: Member): boolean => rounds !== undefined && rounds < NEWCOMER_ROUNDS;

/** A party of both is at home with either: friends may bring a new player along. */
export function experienceOf({ members }: Ticket): Experience {
  if (members.every(isNew)) return "newcomer";
  return members.some(isNew) ? "mixed" : "settled";
}

/**
 * How much newcomers and others are mixed: 0 where there is only one kind, 1 where there are as many of the one as of the other and
 * none has waited.
 * @param wait of the oldest ticket, in seconds
 */
export function mixing(newcomers: number, settled: number, wait: number): number {
  const both = newcomers + settled;
  if (newcomers === 0 || settled === 0 || wait >= NEWCOMER_S) return 0;
  return ((2 * Math.min(newcomers, settled)) / both) * (1 - wait / NEWCOMER_S);
}
