/**
 * The link conditions of this page's sessions: as its address asked when it was loaded, and as the net graph has set
 * it since. The page changes its address itself, and keeps this.
 */
import { readConditions } from "#client/net/conditions.ts";
import { LinkConditions } from "#client/net/link-conditions.ts";

export interface PageConditions {
  readonly conditions: LinkConditions;
  /** What of the address was ignored. */
  readonly problems: readonly string[];
}

const { conditions: asked, problems } = readConditions(new URLSearchParams(location.search));

export const pageConditions: PageConditions = { conditions: new LinkConditions(asked), problems };
