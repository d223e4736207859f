/** What a player hears while they wait. */
import type { QueueEstimate, QueueSearching, QueueWidth } from "#shared/protocol/queue.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { searchWidth, waited } from "../pairing/width.ts";
import type { Queue } from "./queue.ts";

/** A search counts as wide open at this rating distance, where the mode sets no limit: few players lie further apart. */
const WIDE_OPEN = 40;

/** @param wait seconds */
export function widthOf(rules: QueueRules, wait: number): QueueWidth {
  const { skill, rtt } = searchWidth(rules, wait);
  const narrow = searchWidth(rules, 0).skill;
  const most = Math.max(rules.never?.skill ?? WIDE_OPEN, narrow);
  const open = most === narrow ? 1 : Math.min(1, (skill - narrow) / (most - narrow));
  const round = (n: number) => Math.round(n * 100) / 100;
  return { skill: round(skill), rtt: round(rtt), open: round(open) };
}

export interface FactsOptions {
  readonly queue: Queue;
  readonly rules: QueueRules;
  readonly estimate: QueueEstimate | undefined;
  readonly isHere: (player: string) => boolean;
}

/** @returns undefined for a player who does not search */
export function factsFor(
  player: string,
  { queue, rules, estimate, isHere }: FactsOptions,
  now: number,
): QueueSearching | undefined {
  const ticket = queue.ticketOf(player);
  if (!ticket || ticket.state.is === "admitted") return undefined;
  const wait = waited(ticket.since, now);
  return {
    type: "searching",
    waited: Math.round(wait * 1000),
    people: queue.people,
    estimate: estimate ?? null,
    width: widthOf(rules, wait),
    away: ticket.members.filter((one) => !isHere(one.player)).length,
  };
}
