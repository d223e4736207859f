/** How a match stands, for the matchmaker. */
import type { Status } from "#shared/sim/index.ts";
import type { Seats } from "./seats/seats.ts";
import type { MatchReport, MatchSpec } from "./spec.ts";

export function reportOf(
  { code, game, mode, listed }: MatchSpec,
  seats: Seats,
  { status, spectators }: { readonly status: Status; readonly spectators: number },
): MatchReport {
  const owners = seats.owners.filter((owner) => owner !== undefined);
  return {
    code,
    game,
    mode,
    listed,
    status,
    seats: seats.count,
    players: owners.length,
    playerIds: owners.map((owner) => owner.player),
    bots: seats.bots,
    spectators,
  };
}
