/** A player of a match reports another: which seat that is, and whose it was. Pure. */
import type { Accused } from "../reports/rpc.ts";
import { type Sittings, sittingOf } from "./log/people.ts";

/** How it is named: by seat, by player, or by both. */
export interface AccusedBy {
  readonly seat?: number | undefined;
  readonly player?: string | undefined;
}

export type AccusedSeat =
  | { readonly ok: true; readonly seat: Omit<Accused, "code" | "round"> }
  | {
      readonly ok: false;
      /**
       * - `not_yours`: the player who reports had no seat in that round.
       * - `no_player`: no player had this seat then.
       * - `own`: it was the reporter's own.
       */
      readonly why: "no_match" | "not_yours" | "no_player" | "own";
    };

export interface RoundsOf {
  readonly sittings: Sittings;
  readonly game: string;
  readonly mode: string;
  /** The round that is on, and how many seconds it has had; undefined where none is. */
  readonly live: { readonly round: number; readonly seconds: number } | undefined;
}

export function accusedSeat(
  { sittings, game, mode, live }: RoundsOf,
  reporter: string,
  round: number,
  by: AccusedBy,
): AccusedSeat {
  if (!sittingOf(sittings, round, { player: reporter })) return { ok: false, why: "not_yours" };
  const found = sittingOf(sittings, round, by);
  if (!found) return { ok: false, why: "no_player" };
  const { seat, player, name } = found;
  if (player === reporter) return { ok: false, why: "own" };
  return {
    ok: true,
    seat: { game, mode, seat, player, name, ...(live?.round === round && { seconds: live.seconds }) },
  };
}
