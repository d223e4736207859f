/** What an operator can do in a match: docs/MONITOR.md, "Acts". */
import * as v from "valibot";

/** What lets an operator watch a match without delay. */
export interface WatchTicket {
  /** Opens one socket, within 30 seconds. */
  readonly ticket: string;
  /** Where: at the match's object, by its id. */
  readonly path: string;
  readonly game: string;
  readonly mode: string;
}

/** How many characters an announcement may have. */
export const MOST_ANNOUNCED = 200;

const OfSeat = {
  seat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The id of the player who is meant: where another one has the seat by now, nothing is done. */
  player: v.optional(v.string()),
};

export const MatchAct = v.variant("act", [
  /** The player's connection is closed and the seat free; the player may come back. */
  v.strictObject({ act: v.literal("kick"), ...OfSeat }),
  /** The same, and the player may not come back into this match. */
  v.strictObject({ act: v.literal("bar"), ...OfSeat }),
  /** The round ends with the result so far, and the match is over. */
  v.strictObject({ act: v.literal("end") }),
  /** A line for all who play and watch. */
  v.strictObject({
    act: v.literal("announce"),
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MOST_ANNOUNCED)),
  }),
]);
export type MatchAct = Readonly<v.InferOutput<typeof MatchAct>>;
