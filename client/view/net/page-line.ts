/**
 * The line of this page's sessions: as its address asked when it was loaded, and as the net graph has set it since.
 * The page changes its address itself, and keeps this.
 */
import { readConditions } from "#client/net/conditions.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";

export interface PageLine {
  readonly line: LinkConditions;
  /** What of the address was ignored. */
  readonly problems: readonly string[];
}

const { conditions, problems } = readConditions(new URLSearchParams(location.search));

export const pageLine: PageLine = { line: new LinkConditions(conditions), problems };
