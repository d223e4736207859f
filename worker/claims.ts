/** How the Worker tells the Match object what a verified ticket says: in a header that no client can set. */
import type { Claims } from "./match/spec.ts";

export const CLAIMS_HEADER = "x-scrim-claims";

/** As JSON in ASCII alone: a header cannot carry names of all scripts. */
export function writeClaims(claims: Claims): string {
  return JSON.stringify(claims).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
