/** Regions: where matches run, and how far that is from a client. docs/HTTP.md, "Regions" */
import * as v from "valibot";

/** What a client says to a probe, and what the probe answers: texts, since the platform answers no binary message by itself. */
export const PROBE_PING = "ping";
export const PROBE_PONG = "pong";

/** A longer round trip is not told: it counts as this, in milliseconds. */
export const MOST_RTT = 10_000;

/** The regions that are probably the nearest to a client, the likeliest first. */
export const RegionList = v.object({
  regions: v.pipe(
    v.array(
      v.object({
        /** Such as "weur". */
        region: v.string(),
        /** For players: "Europe, west". */
        name: v.string(),
        /** A round trip in milliseconds that stands for a measurement: on a server of tests, where the page asks for it. */
        rtt: v.optional(v.number()),
      }),
    ),
    v.nonEmpty(),
  ),
});
export type RegionInfo = Readonly<v.InferOutput<typeof RegionList>["regions"][number]>;
