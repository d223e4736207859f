/** Reads what the clients of a match have sent since the last tick, and does it. */
import { type Input, REFUSED } from "#shared/protocol/index.ts";
import type { Connection } from "../broadcast/connection.ts";
import { type Connections, EXPELLED, type Received } from "../broadcast/connections.ts";
import type { Attendance } from "./attendance.ts";
import type { Course } from "./course.ts";
import type { HostDesk } from "./host/host-desk.ts";
import type { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import type { Slumber } from "./slumber.ts";
import type { Health } from "./vitals/health.ts";

export interface HearingParts {
  readonly connections: Connections;
  readonly attendance: Attendance;
  readonly seats: Seats;
  readonly roster: MatchRoster;
  readonly desk: HostDesk;
  readonly slumber: Slumber;
  readonly health: Health;
  /** The match's present one. */
  readonly course: () => Course;
}

export class Hearing {
  readonly #parts: HearingParts;

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  hearAll(now: number): void {
    for (const connection of [...this.#parts.connections.all]) if (connection.hasNews) this.hear(connection, now);
  }

  hear(connection: Connection, now: number): void {
    const { connections } = this.#parts;
    for (const { message, at } of connections.drain(connection, now)) this.#obey(connection, message, at, now);
  }

  #obey(connection: Connection, message: Received, at: number, now: number): void {
    const { attendance, course, desk, roster, seats, slumber } = this.#parts;
    const { isPlayer } = connection;
    if (!connection.isOperator) slumber.stir(now);
    if (message.type === "input" && isPlayer) {
      this.#input(connection, message.inputs, at, now);
    } else if (message.type === "commands" && isPlayer) {
      course().presence.commanded(connection.seat);
      course().inputBuffer.command(connection, message.commands, now);
    } else if (message.type === "leave") {
      attendance.expel(connection, EXPELLED.left, now);
      if (isPlayer) seats.free(connection.seat);
    } else if (message.type === "host" && isPlayer) {
      desk.take(connection, message.act);
    } else if (message.type === "watchers" && connection.arrival.role === "relay") {
      connection.watchers = message.count;
      roster.watchersChanged();
    } else {
      attendance.expel(connection, message.type === "malformed" ? EXPELLED.malformed : EXPELLED.notYours, now);
    }
  }

  #input(connection: Connection, inputs: readonly Input[], at: number, now: number): void {
    const { connections, course, health } = this.#parts;
    const { tick, layout } = course().world;
    if (!course().inputBuffer.add(connection, inputs, now - at, now)) {
      connections.refuse(connection, REFUSED.tickOutOfRange, now);
      return;
    }
    course().presence.heard(connection.seat, inputs);
    for (const input of inputs) {
      // What a stall of the server has kept waiting did not come late.
      const isLate = ((input.tick - tick - 1) * 1000) / layout.tickRate + now - at < 0;
      health.heard(now, isLate);
      connection.figures.input(now, isLate);
    }
    if (connection.refusal === REFUSED.tickOutOfRange) {
      // The client has sent newer inputs since, and these count.
      connection.refusal = undefined;
    }
  }
}
