/** How a match stands, for its pool and for those who are invited to it. */
import { MOST_PEOPLE, type SeatedPlayer } from "#shared/protocol/index.ts";
import type { Status } from "#shared/sim/index.ts";
import type { Owner, Seats } from "./seats/seats.ts";
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

/** A seat that is not kept any more may still stand there, while its match sleeps. */
const isKept = ({ state, until }: Owner, now: number): boolean => state === "here" || until > now;

/** The players by seat, as many as are told. */
export function peopleOf(seats: Seats, now: number): SeatedPlayer[] {
  const people = seats.owners.flatMap((owner, seat) =>
    owner && isKept(owner, now) ? [{ seat, name: owner.name, away: owner.state !== "here" }] : [],
  );
  return people.slice(0, MOST_PEOPLE);
}

/** The seat that is kept for this player; undefined where there is none. */
export function ownSeatOf(seats: Seats, player: string, now: number): SeatedPlayer | undefined {
  const seat = seats.ownedBy(player);
  const owner = seats.owner(seat);
  return owner && isKept(owner, now) ? { seat, name: owner.name, away: owner.state !== "here" } : undefined;
}
