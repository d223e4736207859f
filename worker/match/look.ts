/** A match as an operator sees it who looks at it. Reads, and changes nothing. docs/MONITOR.md, "Where the figures come from" */
import type { MatchLook, SeatLook, SocketRow, Vitals } from "#shared/monitor/index.ts";
import { tablesOf } from "#shared/monitor/tables.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Connection } from "../broadcast/connection.ts";
import { brief } from "../log.ts";
import type { Course } from "./course.ts";
import type { HostData } from "./host/host.ts";
import type { OperatorData } from "./operator/operator.ts";
import { namesOf } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import type { Health } from "./vitals/health.ts";

export interface Looked {
  readonly course: Course;
  readonly seats: Seats;
  readonly connections: Iterable<Connection>;
  readonly health: Health;
  /** Undefined in a public match. */
  readonly host: HostData | undefined;
  readonly operator: OperatorData;
}

/** What an operator asks for, and what the match does not know of itself. */
export interface Looking {
  readonly tables: boolean;
  readonly vitals: Vitals;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The id of the match's object. */
  readonly id: string;
  /** The name of a player who had a seat; undefined where that is not known. */
  readonly nameOf: (player: string) => string | undefined;
}

/** The name of a relay's object has the match's whole code: only its number is shown. */
const relayTitle = (name: string): string => `relay ${name.slice(name.lastIndexOf(".") + 1)}`;

function socketRow(connection: Connection, names: readonly string[], now: number): SocketRow {
  const { arrival, seat, figures } = connection;
  const { role, name, player } = arrival;
  const own = role === "relay" ? relayTitle(player) : name;
  return {
    role,
    seat,
    name: connection.isPlayer ? (names[seat] ?? name) : own,
    since: arrival.at,
    edition: arrival.edition,
    stream: connection.channel?.stream ?? "none",
    ...(figures.rtt !== undefined && { rtt: figures.rtt }),
    ...(figures.slack !== undefined && { slack: figures.slack }),
    backlog: connection.backlog,
    clogged: connection.clogged,
    ...figures.rates(now),
    refused: figures.refused,
    watchers: connection.watchers,
  };
}

function seatsOf(seats: Seats, names: readonly string[]): SeatLook[] {
  return names.flatMap((name, seat): SeatLook[] => {
    const owner = seats.owner(seat);
    if (owner) return [{ seat, name, kind: "player", player: owner.player, away: owner.state !== "here" }];
    return seats.kind(seat) === SEAT.bot ? [{ seat, name, kind: "bot", away: false }] : [];
  });
}

/** The players that the host, or an operator, has barred: each once. */
function barredOf({ host, operator }: Looked, nameOf: Looking["nameOf"]): string[] {
  const byHost = (host?.barred ?? []).map((player): [string, string] => [player, nameOf(player) ?? "a player"]);
  return [
    ...new Map([...byHost, ...operator.barred.map(({ player, name }): [string, string] => [player, name])]).values(),
  ];
}

export function lookOf(looked: Looked, { tables, vitals, now, id, nameOf }: Looking): MatchLook {
  const { course, seats, connections, health, operator } = looked;
  const { spec, world, records } = course;
  const { ended, status } = records.rounds;
  const names = namesOf(seats);
  return {
    tick: world.tick,
    round: status === "live" ? ended + 1 : ended,
    settings: spec.settings,
    delay: spec.delay,
    queued: spec.only !== undefined,
    seats: seatsOf(seats, names),
    barred: barredOf(looked, nameOf),
    sockets: [...connections].map((connection) => socketRow(connection, names, now)),
    history: health.history(now),
    vitals,
    ...(tables && { tables: tablesOf(world) }),
    acts: operator.acts.map((act) => ({ ...act, match: id, code: brief(spec.code) })),
  };
}
