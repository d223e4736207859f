/** Tells the Monitor object of a fault: docs/MONITOR.md, "Faults and refusals". */
import type { Env } from "../env.ts";
import { brief, log, messageOf } from "../log.ts";
import { monitorOf } from "../objects.ts";
import { within } from "../time-limit.ts";
import type { WaitUntil } from "./counters.ts";
import { isMonitorOn } from "./on.ts";
import type { Fault } from "./rpc.ts";

const ANSWER_MS = 5000;
/** An isolate tells of so many faults in a minute: the log has them all. */
export const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;
/** The most characters of a fault's line. */
export const MOST_DETAIL = 300;

/** How codes, ids and tokens are written: none of them stands in a fault whole. */
const SECRETS = [/[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}/g, /\b[0-9a-f]{32,}\b/g, /\b[0-9A-HJKMNP-TV-Z]{10,}\b/g];

/** One line of a text, without codes. */
export function lineOf(text: string): string {
  const [line = ""] = text.split("\n");
  return SECRETS.reduce((kept, secret) => kept.replace(secret, brief), line).slice(0, MOST_DETAIL);
}

/** When the last ones were told, in milliseconds. */
let told: number[] = [];

function mayTell(now: number): boolean {
  told = told.filter((at) => at > now - MINUTE_MS && at <= now);
  if (told.length >= MOST_A_MINUTE) return false;
  told.push(now);
  return true;
}

async function tell(env: Pick<Env, "MONITOR">, fault: Fault): Promise<void> {
  try {
    await within(ANSWER_MS, "fault", monitorOf(env).fault(fault));
  } catch (error) {
    // As a warning: an error would be a fault to tell of.
    log.warn("fault_untold", { of: fault.event, detail: messageOf(error) });
  }
}

/** Tells of a fault that the log has. It never fails, and does nothing on a server without an operator. */
export function fault(
  env: Pick<Env, "MONITOR" | "OPERATOR_TOKEN" | "LOOPBACK_ONLY">,
  waitUntil: WaitUntil,
  { detail, ...others }: Fault,
): void {
  if (!isMonitorOn(env) || !mayTell(Date.now())) return;
  try {
    waitUntil(tell(env, { ...others, detail: lineOf(detail) }));
  } catch (error) {
    log.warn("fault_untold", { of: others.event, detail: messageOf(error) });
  }
}
