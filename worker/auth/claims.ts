/** What a ticket says, once its signature has been checked. */
import * as v from "valibot";

export const Claims = v.object({
  /** The ticket's own id: it opens one socket. */
  id: v.string(),
  /**
   * A relay shows the match to spectators. No ticket makes one: only this server's own objects come as such. An operator watches
   * the match itself.
   */
  role: v.picklist(["player", "spectator", "relay", "operator"]),
  /** -1 for all but players. */
  seat: v.number(),
  /** The player's id, which is the same across tickets. */
  player: v.string(),
  name: v.string(),
  /** Which relay a spectator watches through; undefined for players and relays. */
  relay: v.optional(v.number()),
  /** When the seat was asked for, in milliseconds since 1970: of two tickets for one seat, the later one counts. */
  at: v.number(),
  /** When the ticket expires, in milliseconds since 1970. */
  expires: v.number(),
});
export type Claims = Readonly<v.InferOutput<typeof Claims>>;
