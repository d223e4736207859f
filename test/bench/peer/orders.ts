/** What the harness tells its load process, and what it hears back. */
import * as v from "valibot";

export const LoadOrder = v.object({
  target: v.string(),
  url: v.string(),
  seats: v.number(),
  tickRate: v.number(),
  /** Of all players, so many follow the state and time their echoes. */
  probes: v.number(),
  /** Between the last join and the first measurement. */
  warmUpSeconds: v.number(),
  /** Of each measurement. */
  seconds: v.number(),
  /** How many measurements follow one another. */
  windows: v.number(),
});
export type LoadOrder = v.InferOutput<typeof LoadOrder>;

/** Times in milliseconds. */
const Seen = v.object({
  gapP50: v.number(),
  gapP99: v.number(),
  gapMax: v.number(),
  echoP50: v.number(),
  echoP99: v.number(),
  /** Probes that never came back. */
  lost: v.number(),
  /** Received, of raw clients alone. */
  bytesPerClientSecond: v.number(),
  messagesPerClientSecond: v.number(),
  sentPerClientSecond: v.number(),
  /** Of one core, that the load process itself has used. */
  loadCpuPercent: v.number(),
});
export type Seen = v.InferOutput<typeof Seen>;

export const LoadNews = v.variant("type", [
  v.object({ type: v.literal("begin") }),
  v.object({ type: v.literal("end"), seen: Seen }),
  v.object({ type: v.literal("failed"), reason: v.string() }),
]);
export type LoadNews = v.InferOutput<typeof LoadNews>;
