/** What a pool knows of one match: its last report, and the players that it has sent there since. */

import type { LateJoin } from "#shared/sim/index.ts";
import { TICKET_S } from "../auth/tickets.ts";
import type { MatchReport } from "../match/spec.ts";
import type { Candidate } from "./score.ts";

/** A player who asks again within this time is sent to the same match, in milliseconds: as long as a ticket is good. */
export const RESERVED_MS = TICKET_S * 1000;
/** How long a promise counts as a player on the way, in milliseconds. */
export const COUNTED_MS = 4000;
/** How old a promise is that counts as a no-show, in milliseconds: a younger one may still be kept, an older one is forgotten. */
export const NO_SHOW_MS = { from: 2500, to: 12_000 } as const;

export class Entry {
  #report: MatchReport;
  #seated: ReadonlySet<string>;
  /** Players who were sent there and have not come in, and when they were sent. */
  readonly #expected = new Map<string, number>();
  /** Players that it does not let in. */
  readonly #barred = new Set<string>();
  /** When its last report came. All times here are milliseconds since 1970. */
  heard: number;
  /** It has refused a player: none is sent there before it reports again. */
  closed = false;

  constructor(report: MatchReport, heard: number) {
    this.#report = report;
    this.#seated = new Set(report.playerIds);
    this.heard = heard;
  }

  get report(): MatchReport {
    return this.#report;
  }

  /** Players can be sent there, as far as is known. */
  get isOpen(): boolean {
    return !this.closed && this.#report.status !== "ended";
  }

  /** It does not let this player in, and takes others. */
  bar(player: string): void {
    this.#barred.add(player);
  }

  bars(player: string): boolean {
    return this.#barred.has(player);
  }

  /** Takes in a report: it says which players are seated. Players who have not arrived stay expected. */
  update(report: MatchReport, now: number): void {
    this.#report = report;
    this.#seated = new Set(report.playerIds);
    for (const player of report.playerIds) this.#expected.delete(player);
    this.heard = now;
    this.closed = false;
  }

  expect(player: string, now: number): void {
    if (!this.#seated.has(player)) this.#expected.set(player, now);
  }

  unexpect(player: string): void {
    this.#expected.delete(player);
  }

  /** Whether this player is seated there, or was sent there and can still find a seat. */
  has(player: string, now: number): boolean {
    const sentAt = this.#expected.get(player);
    const isSent = sentAt !== undefined && now - sentAt < RESERVED_MS;
    return this.#seated.has(player) || (isSent && this.#seated.size < this.#report.seats);
  }

  /** How many players were sent there between so many milliseconds ago, and have not come in. */
  #sent(now: number, from: number, to: number): number {
    let count = 0;
    for (const [player, at] of this.#expected) {
      const age = now - at;
      if (age >= RESERVED_MS) this.#expected.delete(player);
      else if (age >= from && age < to) count += 1;
    }
    return count;
  }

  /** How many players were sent there lately and have not come in, though they have had the time. */
  noShows(now: number): number {
    return this.#sent(now, NO_SHOW_MS.from, NO_SHOW_MS.to);
  }

  /**
   * @param blocked the ids of players that the one who asks has blocked
   * @param lateJoin what its game makes of newcomers
   */
  candidate(now: number, blocked: readonly string[] = [], lateJoin?: LateJoin): Candidate {
    const { code, status, seats, players, left, teams } = this.#report;
    // The matchmaker of an older build counts its players, and does not say who they are.
    const present = Math.max(this.#seated.size, players);
    return {
      code,
      status,
      seats,
      present,
      promised: this.#sent(now, Number.NEGATIVE_INFINITY, COUNTED_MS),
      left,
      teams,
      lateJoin,
      ...(blocked.length > 0 && { blocked: blocked.filter((player) => this.#seated.has(player)).length }),
    };
  }
}
