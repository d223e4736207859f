/** Counts something for the operator, from wherever it happens: docs/MONITOR.md, "Faults and refusals". */
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import type { CounterName, LabelsOf } from "../metrics/catalog.ts";
import { publishCounts } from "../metrics/count-points.ts";
import { monitorOf } from "../objects.ts";
import { within } from "../time-limit.ts";
import { Counts } from "./counts.ts";
import { isMonitorOn } from "./on.ts";
import type { Counted } from "./rpc.ts";

/** Keeps the caller's object or request alive for this work. */
export type WaitUntil = (work: Promise<void>) => void;

type Told = Pick<Env, "MONITOR" | "METRICS" | "OPERATOR_TOKEN" | "LOOPBACK_ONLY">;

const ANSWER_MS = 5000;

/** The name under which refusals are counted; their labels are `where` and `reason`. */
export const REFUSED: CounterName = "scrim_refusals_total";

/** So much more of a counter of the catalog. */
export const countOf = <N extends CounterName>(name: N, labels: LabelsOf<N>, by = 1): Counted => ({ name, labels, by });

/** Of this isolate. */
const counts = new Counts();

async function tell(env: Told, wait: number): Promise<void> {
  if (wait > 0) await scheduler.wait(wait);
  const taken = counts.take(Date.now());
  try {
    if (isMonitorOn(env)) await within(ANSWER_MS, "count", monitorOf(env).count(taken));
    publishCounts(env.METRICS, taken);
  } catch (error) {
    counts.giveBack(taken);
    log.warn("counts_untold", { detail: messageOf(error) });
  }
}

/**
 * Adds these counts to those of the Monitor object, and tells them to Workers Analytics Engine where it is bound, within some seconds.
 * It never fails, and does nothing on a server that has neither an operator nor that.
 */
export function count(env: Told, waitUntil: WaitUntil, counted: readonly Counted[]): void {
  if (!isMonitorOn(env) && !env.METRICS) return;
  const wait = counts.add(counted, Date.now());
  if (wait === undefined) return;
  try {
    waitUntil(tell(env, wait));
  } catch (error) {
    log.warn("counts_untold", { detail: messageOf(error) });
  }
}

/** A request or a socket was refused. @param where without a code or an id @param reason an error's code, or a close code's name */
export const countRefusal = (env: Told, waitUntil: WaitUntil, where: string, reason: string): void =>
  count(env, waitUntil, [countOf("scrim_refusals_total", { where, reason })]);
