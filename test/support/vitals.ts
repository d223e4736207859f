/** What a match says of how it does, for tests. */
import type { Vitals } from "#shared/monitor/index.ts";
import { UsageMeter } from "#worker/match/usage-meter.ts";

/** Of a match that does well. */
export const vitals = (changes: Partial<Vitals> = {}): Vitals => ({
  ...{ made: 0, tickRate: 30, asleep: false, lateMs: 2, lateTicks: 0, lateInputs: 0 },
  ...{ messagesIn: 0, bytesIn: 0, messagesOut: 0, bytesOut: 0, limited: 0, dollars: 0, relays: [] },
  ...changes,
});

/** Counts a match's usage that writes no rows. */
export const meter = (): UsageMeter => new UsageMeter(() => 0, 0);
