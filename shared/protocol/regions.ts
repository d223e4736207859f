/** Regions: where matches run, and how far that is from a client. docs/HTTP.md, "Regions" */
import * as v from "valibot";

/** What a client says to a probe, and what the probe answers: texts, since the platform answers no binary message by itself. */
export const PROBE_PING = "ping";
export const PROBE_PONG = "pong";

/** A longer round trip is not told: it counts as this, in milliseconds. */
export const MOST_RTT = 10_000;

const Info = v.object({
  /** Such as "weur". */
  region: v.string(),
  /** For players: "Europe, west". */
  name: v.string(),
  /** A round trip in milliseconds that stands for a measurement: on a server of tests, where the page asks for it. */
  rtt: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_RTT))),
});
export type RegionInfo = Readonly<v.InferOutput<typeof Info>>;

export const RegionList = v.object({
  /** Those that are probably the nearest to the client, the likeliest first. */
  regions: v.pipe(v.array(Info), v.nonEmpty()),
  /** Those that a player can choose too, such as to play with friends who live there. */
  others: v.array(Info),
});
export type RegionList = Readonly<v.InferOutput<typeof RegionList>>;
