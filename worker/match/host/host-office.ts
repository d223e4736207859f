/** Does what the host of a match has asked for since the last tick. */
import { type HostAct, REFUSED } from "#shared/protocol/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { Connections } from "#worker/broadcast/connections.ts";
import { type Attendance, REMOVAL } from "../attendance.ts";
import type { Course } from "../course.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchSpec } from "../spec.ts";
import type { Host } from "./host.ts";
import { doHostAct, type HostDeeds } from "./host-acts.ts";
import type { HostDesk } from "./host-desk.ts";

export interface HostOfficeParts {
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  readonly desk: HostDesk;
  readonly seats: Seats;
  readonly connections: Connections;
  readonly attendance: Attendance;
  /** The match's present one. */
  readonly course: () => Course;
  /** The match begins anew under another spec. */
  readonly renew: (spec: MatchSpec) => void;
}

export class HostOffice {
  readonly #parts: HostOfficeParts;

  constructor(parts: HostOfficeParts) {
    this.#parts = parts;
  }

  heed(now: number): void {
    const { host, desk, seats, connections, course } = this.#parts;
    const { world } = course();
    host?.update(seats, world.tick, world.layout.tickRate);
    for (const { connection, act } of desk.takeAll()) {
      const reason = desk.allows(connection, now) ? this.#do(connection, act, now) : REFUSED.hostTooOften;
      if (reason !== undefined && connection.open) connections.refuse(connection, reason, now);
    }
  }

  /** @returns why not; undefined where it is done */
  #do({ arrival: { player } }: Connection, act: HostAct, now: number): number | undefined {
    const { host, seats, attendance, course, renew } = this.#parts;
    if (!host) return REFUSED.notHost;
    const { spec, world, records } = course();
    const deeds: HostDeeds = {
      ...{ spec, world, host, seats, isLive: records.rounds.status === "live", renew },
      remove: (seat) => this.#remove(seat, now),
      arrange: (places) => {
        seats.arrange(places, world.tick + 1);
        attendance.reseat();
      },
    };
    return doHostAct(act, player, deeds);
  }

  #remove(seat: number, now: number): void {
    const { seats, attendance } = this.#parts;
    const { player } = seats.owner(seat) ?? {};
    const connection = attendance.playerIn(seat);
    if (connection) attendance.expel(connection, REMOVAL, now);
    seats.free(seat);
    if (player !== undefined) seats.withdraw(player);
  }
}
