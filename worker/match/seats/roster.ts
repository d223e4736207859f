/** Who is there, as everybody is told. */
import { encodeDown, type RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { botName } from "./bot-names.ts";
import type { Seats } from "./seats.ts";

/** What whoever sits in this seat is called; empty where nobody does. */
export function nameOf(seats: Seats, seat: number): string {
  return seats.kind(seat) === SEAT.bot ? botName(seat) : (seats.owner(seat)?.name ?? "");
}

/** The seats that are taken. */
export function rosterOf(seats: Seats): RosterEntry[] {
  return Array.from({ length: seats.count }, (_, seat) => ({
    seat,
    kind: seats.kind(seat),
    name: nameOf(seats, seat),
  })).filter(({ kind }) => kind !== SEAT.empty);
}

export const encodeRoster = (seats: Seats, spectators: number): Uint8Array =>
  encodeDown({ type: "roster", spectators, seats: rosterOf(seats) });
