/** How a match stands, for its pool and for those who are invited to it. */
import { MOST_PEOPLE, type SeatedPlayer } from "#shared/protocol/index.ts";
import { type Status, statusOf, type WorldBase } from "#shared/sim/index.ts";
import { namesOf } from "./seats/roster.ts";
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

/** So finely is told how much of a round is left: each step is a report. */
const STEPS = 8;

/**
 * What a pool weighs when it looks for a seat: how much of the round is left, and how many players each team has.
 * @throws what the game throws
 */
export function outlookOf(world: WorldBase, seats: Seats): Pick<MatchReport, "left" | "teams"> {
  const { game } = world.layout;
  const left = statusOf(world) === "live" ? game.roundLeft?.(world) : undefined;
  const teams = new Map<number, number>();
  for (const [seat, owner] of seats.owners.entries()) {
    const team = seats.teamOf(seat);
    if (team >= 0) teams.set(team, (teams.get(team) ?? 0) + (owner ? 1 : 0));
  }
  return {
    left: left === undefined ? undefined : Math.floor(Math.min(1, Math.max(0, left)) * STEPS) / STEPS,
    teams: teams.size === 0 ? undefined : [...teams.values()],
  };
}

/** A seat that is not kept any more may still stand there, while its match sleeps. */
const isKept = ({ state, until }: Owner, now: number): boolean => state === "here" || until > now;

/** The players by seat, as many as are told. */
export function peopleOf(seats: Seats, now: number): SeatedPlayer[] {
  const names = namesOf(seats);
  const people = seats.owners.flatMap((owner, seat) =>
    owner && isKept(owner, now) ? [{ seat, name: names[seat], away: owner.state !== "here" }] : [],
  );
  return people.slice(0, MOST_PEOPLE);
}

/** The seat that is kept for this player; undefined where there is none. */
export function ownSeatOf(seats: Seats, player: string, now: number): SeatedPlayer | undefined {
  const seat = seats.ownedBy(player);
  const owner = seats.owner(seat);
  return owner && isKept(owner, now) ? { seat, name: owner.name, away: owner.state !== "here" } : undefined;
}

/** The seat whose turn it is; nothing in a game without turns. @param status the match's @throws what the game throws */
export function turnOf(world: WorldBase, status: Status): { readonly turn?: number } {
  const { game } = world.layout;
  if (game.turn === undefined) return {};
  return { turn: status === "live" ? game.turn(world) : -1 };
}
