/** What comes of a match: docs/HTTP.md, "Matches". */
import * as v from "valibot";

const StandingEntries = {
  seat: v.number(),
  /** 1 = the best; equals share it. */
  place: v.number(),
  score: v.number(),
  /** -1 where there are no teams. */
  team: v.number(),
};

/** How a seat stands, as the game tells. */
export const Standing = v.object(StandingEntries);

/** What came of a round: a match has one, and one more after each rematch. */
export const Result = v.object({
  /** The first of a match is 1. */
  round: v.number(),
  /** The tick in which it ended. */
  tick: v.number(),
  /** Milliseconds since 1970. */
  at: v.number(),
  /** It could not be played to its end: this is how it stood. */
  cut: v.boolean(),
  standings: v.array(v.object({ ...StandingEntries, name: v.string() })),
});
export type Result = Readonly<v.InferOutput<typeof Result>>;
