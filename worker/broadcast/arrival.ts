/** How the Worker tells the Match object who has come: in a header that no client can set. */
import type { Arrival } from "../match/spec.ts";

export const ARRIVAL_HEADER = "x-scrim-arrival";

/** As JSON in ASCII alone: a header cannot carry names of all scripts. */
export function writeArrival(arrival: Arrival): string {
  return JSON.stringify(arrival).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
