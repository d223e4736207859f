/** What the harness tells its load process, and what it hears back. */
import * as v from "valibot";

/** What a load is started with. No player has joined yet. */
export const LoadSetup = v.object({
  target: v.string(),
  /** The matches, in which players take turns to join. */
  urls: v.array(v.string()),
  tickRate: v.number(),
  /** The first players, so many of them, follow the state and time their echoes. */
  probes: v.number(),
});
export type LoadSetup = v.InferOutput<typeof LoadSetup>;

/** One at a time: the next is given when the one before has had its answer. */
export const LoadOrder = v.variant("type", [
  /** Be so many players in all. Answered with `joined`. */
  v.object({ type: v.literal("join"), players: v.number() }),
  /** Measure from now on, for so many seconds. Answered with `begun`, and then with `seen`. */
  v.object({ type: v.literal("measure"), seconds: v.number() }),
]);
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
  messagesUpPerClientSecond: v.number(),
});
export type Seen = v.InferOutput<typeof Seen>;

export const LoadNews = v.variant("type", [
  v.object({ type: v.literal("joined") }),
  v.object({ type: v.literal("begun") }),
  v.object({ type: v.literal("seen"), seen: Seen }),
  /** The last message: a player was thrown out, or never got in. */
  v.object({ type: v.literal("failed"), reason: v.string() }),
]);
export type LoadNews = v.InferOutput<typeof LoadNews>;
