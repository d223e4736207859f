/** Promises seats to players who ask for one, and says why where there is none for them. */
import type { LateJoin } from "#shared/sim/index.ts";
import type { Host } from "./host/host.ts";
import type { Operator } from "./operator/operator.ts";
import type { Named } from "./rpc.ts";
import type { Seats } from "./seats/seats.ts";
import type { Late, Reservation, SeatsReserved } from "./spec.ts";

export interface ReservationsOptions {
  readonly seats: Seats;
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  readonly operator: Operator;
  /** The only players who may have a seat; undefined where any player may. */
  readonly only: readonly string[] | undefined;
  /** No round comes any more. */
  readonly isOver: (now: number) => boolean;
  /** The last round has ended, and no other one has begun. */
  readonly hasEnded: () => boolean;
  /** What the game makes of players who come while a round is on. */
  readonly lateJoin: () => LateJoin;
  /** A round is on. */
  readonly isLive: () => boolean;
}

const LATE = { refuse: "started", watch: "watch_first", play: undefined } as const;

/** Why there is no seat though one may be free. */
interface Closed {
  readonly reason: "barred" | "over" | "locked" | "full" | Late;
  readonly byOperator?: true;
}

export class Reservations {
  readonly #options: ReservationsOptions;

  constructor(options: ReservationsOptions) {
    this.#options = options;
  }

  /**
   * Promises a player a seat for as long as a ticket is good; it is theirs once they come in. A player who has a seat has it
   * under this name from now on. Once a round has ended, the match takes only players who have a seat.
   * @param name undefined for a player who wants only the seat that they have
   * @param by the seat of the player who invites: the new one is beside it if the teams allow it
   */
  reserve(player: string, name: string | undefined, now: number, by?: number): Reservation {
    const { seats } = this.#options;
    seats.expire(now);
    const closed = this.#closedTo([player], now);
    if (closed) return { ok: false, ...closed };
    const reserved = seats.reserve(player, name, now, by);
    if (reserved) return { ok: true, ...reserved };
    return { ok: false, reason: seats.owned < seats.count ? "unnamed" : "full" };
  }

  /**
   * As `reserve`, for groups of players: all of them, each group in one team where there are teams, or none.
   * @returns the seat of each, and their name there
   */
  reserveAll(groups: readonly (readonly Named[])[], now: number): SeatsReserved {
    const { seats } = this.#options;
    seats.expire(now);
    const players = groups.flatMap((group) => group.map(({ id }) => id));
    const closed = this.#closedTo(players, now);
    if (closed) return { ok: false, ...closed };
    const reserved = seats.reserveAll(groups, now);
    return reserved ? { ok: true, seats: reserved } : { ok: false, reason: "full" };
  }

  /** Why the match gives one of these players no seat, though one may be free. */
  #closedTo(players: readonly string[], now: number): Closed | undefined {
    const { operator } = this.#options;
    if (operator.hasEnded) return { reason: "over", byOperator: true };
    if (players.some((player) => operator.bars(player))) return { reason: "barred", byOperator: true };
    const reason = this.#reason(players, now);
    return reason && { reason };
  }

  #reason(players: readonly string[], now: number): Closed["reason"] | undefined {
    const { seats, host, only, isOver, hasEnded, lateJoin } = this.#options;
    const fresh = players.filter((player) => seats.ownedBy(player) < 0);
    if (players.some((player) => host?.bars(player))) return "barred";
    // Who has watched a round gets a seat after it, for the rematch.
    if (isOver(now) || (fresh.length > 0 && hasEnded() && lateJoin() !== "watch")) return "over";
    if (fresh.length > 0 && host?.locked) return "locked";
    const late = this.#lateness(fresh);
    if (late) return late;
    // The free seats of such a match are its own players'.
    return only && fresh.some((player) => !only.includes(player)) ? "full" : undefined;
  }

  /** Who was promised a seat before the round began is no newcomer, nor is a player that the match was made for. */
  #lateness(fresh: readonly string[]): Late | undefined {
    const { seats, only, isLive, lateJoin } = this.#options;
    const how = lateJoin();
    if (how === "play" || !isLive()) return undefined;
    const isNew = (player: string) => !seats.isExpected(player) && only?.includes(player) !== true;
    return fresh.some(isNew) ? LATE[how] : undefined;
  }
}
