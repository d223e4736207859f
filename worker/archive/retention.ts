/** What is kept beyond its match, and how long. */

export const DAY_MS = 24 * 3600_000;

/** A replay or a flight is kept for so long, in milliseconds: longer in the bucket, which costs next to nothing. */
export const KEPT_MS = { bucket: 30 * DAY_MS, object: 7 * DAY_MS } as const;

/** What their keys in the bucket begin with. A deploy gives the bucket a rule for each: scripts/lifecycle.ts */
export const KEPT_IN = { replays: "replays/", flights: "flights/" } as const;
