/** How a match does, as it tells its pool and its operators. */
import { bill } from "#shared/bill.ts";
import type { Vitals } from "#shared/monitor/index.ts";
import type { Match } from "../match.ts";
import type { UsageTotals } from "./usage-totals.ts";

/** @param totals what it has used since it was made */
export function vitalsOf(match: Match, totals: UsageTotals, asleep: boolean, now: number): Vitals {
  const { made, messagesIn, bytesIn, messagesOut, bytesOut, limited, requests, secondsAwake, rowsWritten } = totals;
  return {
    ...{ made, tickRate: match.tickRate, asleep },
    ...match.health.lateness(now),
    ...{ messagesIn, bytesIn, messagesOut, bytesOut, limited },
    dollars: bill({ requests, messages: messagesIn, seconds: secondsAwake, rowsWritten }),
    relays: [...match.looked.course.spectatorDelay.relays].map(({ watchers }) => watchers),
  };
}
