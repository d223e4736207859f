/** The roster: the seats that are taken, under their names, and how many watch. */
import { encodeDown, type RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { RosterSource } from "#worker/broadcast/broadcaster.ts";
import { shownNames } from "#worker/names/alike.ts";
import { botName } from "./bot-names.ts";
import type { Seats } from "./seats.ts";

/** The name of the player or bot in this seat, as the player has it; empty where there is none. */
export function nameOf(seats: Seats, seat: number): string {
  return seats.kind(seat) === SEAT.bot ? botName(seat) : (seats.owner(seat)?.name ?? "");
}

/** The names as all see them, by seat: those of players who are called alike have tags. */
export const namesOf = (seats: Seats): readonly string[] =>
  shownNames(
    Array.from({ length: seats.count }, (_, seat) => ({
      name: nameOf(seats, seat),
      player: seats.kind(seat) === SEAT.bot ? undefined : seats.owner(seat)?.player,
    })),
  );

/** The seats that are taken. */
export function rosterOf(seats: Seats): RosterEntry[] {
  return namesOf(seats)
    .map((name, seat) => ({ seat, kind: seats.kind(seat), name }))
    .filter(({ kind }) => kind !== SEAT.empty);
}

export const encodeRoster = (seats: Seats, spectators: number): Uint8Array =>
  encodeDown({ type: "roster", spectators, seats: rosterOf(seats) });

export class MatchRoster implements RosterSource {
  readonly #seats: Seats;
  readonly #watchers: () => number;
  /** Counts the changes of how many watch. */
  #watched = 0;

  /** @param watchers how many watch, at the moment */
  constructor(seats: Seats, watchers: () => number) {
    this.#seats = seats;
    this.#watchers = watchers;
  }

  get version(): number {
    return this.#seats.version + this.#watched;
  }

  watchersChanged(): void {
    this.#watched += 1;
  }

  roster(): Uint8Array {
    return encodeRoster(this.#seats, this.#watchers());
  }

  since(seat: number): number | undefined {
    return this.#seats.owner(seat)?.since;
  }
}
