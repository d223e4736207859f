/** The results of a match: docs/HTTP.md, "Matches". */
import * as v from "valibot";

const StandingEntries = {
  seat: v.number(),
  /** 1 = the best; seats with equal points share a place. */
  place: v.number(),
  score: v.number(),
  /** -1 where there are no teams. */
  team: v.number(),
};

/** The result of one seat, as the game gives it. */
export const Standing = v.object(StandingEntries);

/** The result of a round. A match has one, and one more for each rematch. */
export const Result = v.object({
  /** The first of a match is 1. */
  round: v.number(),
  /** The tick in which it ended. */
  tick: v.number(),
  /** Milliseconds since 1970. */
  at: v.number(),
  /** The round was cut short: these are the standings at that moment. */
  cut: v.boolean(),
  standings: v.array(v.object({ ...StandingEntries, name: v.string() })),
});
export type Result = Readonly<v.InferOutput<typeof Result>>;
