/**
 * The line of this page's sessions: as its address asked when it was loaded, and as the net graph has set it since.
 * The page changes its address itself, and keeps this.
 */
import { readConditions } from "#client/net/conditions.ts";
import { Line } from "#client/net/link-conditions.ts";

export interface PageLine {
  readonly line: Line;
  /** What of the address was ignored. */
  readonly problems: readonly string[];
}

const { conditions, problems } = readConditions(new URLSearchParams(location.search));

export const pageLine: PageLine = { line: new Line(conditions), problems };
