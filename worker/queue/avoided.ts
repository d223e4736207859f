/**
 * Regions in which a match could not be made a moment ago. Tickets look to their other regions meanwhile, or wait: without it
 * the next wave would try the same again, each second.
 */
import type { Ticket } from "../pairing/ticket.ts";

/** For so long a region is avoided after a failure, in milliseconds. */
export const AVOID_MS = 10_000;

export class AvoidedRegions {
  readonly #until = new Map<string, number>();

  /** A match could not be made there. */
  add(region: string, now: number): void {
    this.#until.set(region, now + AVOID_MS);
  }

  /** The ticket with the regions of its members that are not avoided. */
  without(ticket: Ticket, now: number): Ticket {
    const isAvoided = (region: string) => (this.#until.get(region) ?? 0) > now;
    if (![...this.#until.keys()].some(isAvoided)) return ticket;
    const members = ticket.members.map((member) => ({
      ...member,
      rtt: Object.fromEntries(Object.entries(member.rtt).filter(([region]) => !isAvoided(region))),
    }));
    return { ...ticket, members };
  }
}
