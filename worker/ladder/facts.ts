/** What is known of a round that has ended: all that its rating depends on. Plain data: matches store it, and ladders. */
import * as v from "valibot";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const SeatFacts = v.object({
  seat: Count,
  place: Count,
  score: v.number(),
  /** -1 where there are no teams. */
  team: v.number(),
  /** The id and name of the player whose round it was; missing where a bot had the seat all the time. */
  player: v.optional(v.string()),
  name: v.string(),
  /** In so many of the round's ticks the player was at the controls; in the others a bot was, or the seat rested. */
  ticks: Count,
  /**
   * The tick in which the player left for good; missing for one who was there at the end, and for one whose line the server has
   * broken, by a crash or an update: who does not come back after that has not left.
   */
  left: v.optional(Count),
  /** So many ticks after the round's beginning was the player's best moment, where the game names one: a link to the replay begins there. */
  best: v.optional(Count),
});
export type SeatFacts = Readonly<v.InferOutput<typeof SeatFacts>>;

export const RoundFacts = v.object({
  code: v.string(),
  round: Count,
  game: v.string(),
  /** Of the game's rules. */
  version: v.number(),
  mode: v.string(),
  /** When it ended, in milliseconds since 1970: decides the season. */
  at: v.number(),
  /** How many ticks it was live, and how many make a second. */
  ticks: Count,
  tickRate: v.number(),
  /** The round was cut short: by the server, its operator, or an update. */
  cut: v.boolean(),
  /** The match was made by the queue of its mode. */
  queued: v.boolean(),
  /** So often the server went on after a crash or an update while it was live: who left because of it has not left. */
  faults: Count,
  seats: v.array(SeatFacts),
  /** The rating of the game's bots in this version, where the mode declares one. */
  bots: v.optional(v.object({ mu: v.number(), sigma: v.number() })),
  /** SHA-256 of the replay's file in hexadecimal digits; missing where no replay could be made. */
  replayHash: v.optional(v.string()),
});
export type RoundFacts = Readonly<v.InferOutput<typeof RoundFacts>>;
