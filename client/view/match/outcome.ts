/**
 * What a round has come to for one player, in a word or two. Teams win or lose; of players who are each on their own the
 * first wins, and all others have a place: the second of eight has not been defeated.
 */
import type { Board } from "../games/game-view.ts";
import { orderOf } from "../parts/ordinal.ts";

export interface Outcome {
  /** `placed`: among the best three, and not the first. */
  readonly tone: "won" | "lost" | "draw" | "placed" | "plain";
  readonly text: string;
}

/** Places that are worth a colour. */
const PODIUM = 3;

/** @param own the player's seat; -1 for a spectator */
export function outcomeOf({ verdict, teams, rows }: Board, own: number): Outcome {
  const row = rows.find(({ seat }) => seat === own);
  // An update may have ended it early; a spectator, and a player who has come since, have neither won nor lost.
  if (verdict === undefined || row === undefined) return { tone: "draw", text: "Match over" };
  if (verdict.seats.has(own)) return { tone: "won", text: "Victory" };
  if (teams.length > 0)
    return verdict.seats.size === 0 ? { tone: "draw", text: "Draw" } : { tone: "lost", text: "Defeat" };
  if (row.rank === 1) return { tone: "draw", text: "Draw" };
  // The last has no place on it, however few they were.
  const tone = row.rank <= PODIUM && row.rank < rows.length ? "placed" : "plain";
  return { tone, text: `${orderOf(row.rank)} of ${rows.length}` };
}
