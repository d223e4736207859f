/** How the queue of a pool stands, for the monitor. Nothing of it is computed until an operator looks. */
import { type QueueState, WAIT_REASONS, type WaitReason } from "#shared/monitor/index.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { reasonsOf } from "../pairing/reasons.ts";
import type { Ticket } from "../pairing/ticket.ts";
import { waited } from "../pairing/width.ts";
import type { Queue } from "./queue.ts";
import type { QueueTicket } from "./ticket.ts";

/** A queue in which no wave has looked at a ticket for so long is not told of, in milliseconds. */
export const LATELY_MS = 600_000;

/** What the last wave was like. */
export type LastWave = NonNullable<QueueState["wave"]>;

export interface StateOptions {
  readonly queue: Pick<Queue, "all">;
  /** The tickets that take part in a wave, as it would see them now. */
  readonly waiting: readonly Ticket[];
  readonly rules: QueueRules;
  readonly waitedS: QueueState["waitedS"];
  readonly wave: LastWave | undefined;
}

/** What keeps a ticket that takes part in no wave; undefined where it does. */
function reasonOf({ state }: QueueTicket): WaitReason | undefined {
  if (state.is === "held") return "away";
  return state.is === "proposed" ? "making" : undefined;
}

/** How many wait for which reason. What a sample says is scaled to all that search. */
function reasonsIn(tickets: readonly QueueTicket[], options: StateOptions, now: number): QueueState["reasons"] {
  const { waiting, rules } = options;
  const counts = new Map<WaitReason, number>();
  const add = (reason: WaitReason, by: number) => counts.set(reason, (counts.get(reason) ?? 0) + by);
  for (const ticket of tickets) {
    const reason = reasonOf(ticket);
    if (reason) add(reason, 1);
  }
  const found = [...reasonsOf(waiting, rules, now).values()];
  const share = found.length === 0 ? 0 : waiting.length / found.length;
  // Rounded so that they add up to all.
  let [told, exact] = [0, 0];
  for (const reason of WAIT_REASONS) {
    exact += found.filter((one) => one === reason).length * share;
    const by = Math.round(exact) - told;
    told += by;
    if (by > 0) add(reason, by);
  }
  return WAIT_REASONS.flatMap((reason) => {
    const tickets = counts.get(reason) ?? 0;
    return tickets === 0 ? [] : { reason, tickets };
  });
}

/**
 * @param now milliseconds since 1970
 * @returns undefined where no ticket waits, nor has waited lately
 */
export function queueState(options: StateOptions, now: number): QueueState | undefined {
  const { queue, waitedS, wave } = options;
  const tickets = [...queue.all()];
  if (tickets.length === 0 && (wave === undefined || now - wave.at >= LATELY_MS)) return undefined;
  return {
    tickets: tickets.length,
    oldestS: tickets.reduce((oldest, { since }) => Math.max(oldest, waited(since, now)), 0),
    ...(waitedS && { waitedS }),
    ...(wave && { wave }),
    reasons: reasonsIn(tickets, options, now),
  };
}
