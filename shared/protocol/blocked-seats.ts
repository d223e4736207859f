/** Whose signs and marks a player does not see: docs/HTTP.md, "Your own player". */
import * as v from "valibot";

/** `GET /api/matches/CODE/blocked` */
export const BlockedSeats = v.object({
  /** The seats of players that the one who asks has blocked. */
  seats: v.array(v.number()),
  /** Whether anything is kept of the one who asks; else they have blocked no player. */
  kept: v.boolean(),
});
export type BlockedSeats = Readonly<v.InferOutput<typeof BlockedSeats>>;
