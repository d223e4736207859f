/** A player of a match reports another: which seat that is, and whose it was. Pure. */
import type { AccusedBy, AccusedSeat } from "../reports/rpc.ts";
import { type Sittings, sittingOf } from "./log/people.ts";

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
