/** How long replays and traces outlast their match. */
import { DAY_MS } from "../clock.ts";

/** How long a replay or a trace is kept, in milliseconds: longer in the bucket, which costs next to nothing. */
export const KEPT_MS = { bucket: 30 * DAY_MS, object: 7 * DAY_MS } as const;

/** What their keys in the bucket begin with. A deploy gives the bucket a rule for each: scripts/lifecycle.ts */
export const KEPT_IN = { replays: "replays/", flights: "flights/" } as const;
