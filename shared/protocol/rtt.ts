/** The round trips that a player has measured, as the messages of the queue and of parties have them. */
import * as v from "valibot";

/** So many regions are named at most. */
const MOST_REGIONS = 16;
/** The longest round trip that a client may tell, in milliseconds. */
const MOST_RTT_MS = 60_000;

/** A region, and the least round trip to it in whole milliseconds. */
const Measured = v.strictTuple([
  v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,15}$/)),
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_RTT_MS)),
]);

/** The regions in which the player would play. */
export const Rtts = v.pipe(v.array(Measured), v.maxLength(MOST_REGIONS));
export type Rtts = Readonly<v.InferOutput<typeof Rtts>>;
