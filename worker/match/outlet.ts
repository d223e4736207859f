/** What goes out: one message a socket, and what is the same for all is coded once. */
import { LogWriter } from "#shared/log/index.ts";
import { encodeDown, schemaOf } from "#shared/protocol/index.ts";
import { type Layout, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { botName } from "./botnames.ts";
import type { Connection } from "./connection.ts";
import type { Seats } from "./seats.ts";

/** Silence lasts at most this long, in seconds. */
const HEARTBEAT_S = 0.5;
/** A hash this often, in ticks. */
const HASH_EVERY = 32;

export const spectatorsOf = (connections: Iterable<Connection>): number =>
  [...connections].filter((connection) => !connection.isPlayer).length;

export class Outlet {
  readonly #layout: Layout;
  readonly #log: LogWriter;
  readonly #seats: Seats;
  #rosterSeen = -1;
  #roster: Uint8Array = new Uint8Array();

  constructor(world: WorldBase, seats: Seats) {
    this.#layout = world.layout;
    this.#seats = seats;
    const heartbeat = Math.ceil(HEARTBEAT_S * this.#layout.tickRate);
    this.#log = new LogWriter(world, { heartbeat, hashEvery: HASH_EVERY });
  }

  /** Sends what a tick has changed. Call it for every tick. */
  frame(world: WorldBase, connections: ReadonlySet<Connection>): void {
    const frame = this.#log.write(world);
    this.flush(connections, frame && encodeDown({ type: "frame", ...frame }));
  }

  /** Sends to each what is for it alone, the frame or a keyframe, and the roster where it has changed. */
  flush(connections: ReadonlySet<Connection>, frame?: Uint8Array): void {
    const changed = this.#rosterSeen !== this.#seats.version;
    if (changed) this.#roster = this.#encodeRoster(spectatorsOf(connections));
    this.#rosterSeen = this.#seats.version;
    const news = [...(frame ? [frame] : []), ...(changed ? [this.#roster] : [])];
    let keyframe: Uint8Array | undefined;
    for (const connection of connections) {
      if (connection.needs === "frames") {
        connection.flush(news);
        continue;
      }
      if (connection.needs === "welcome") connection.tell(this.#welcome(connection.seat));
      keyframe ??= encodeDown({ type: "keyframe", ...this.#log.keyframe() });
      connection.needs = "frames";
      connection.flush([keyframe, this.#roster]);
    }
  }

  #welcome(seat: number): Uint8Array {
    const { game, config, tickRate } = this.#layout;
    return encodeDown({
      type: "welcome",
      seat,
      game: game.name,
      gameVersion: game.version,
      tickRate,
      settings: config,
      schema: schemaOf(this.#layout),
    });
  }

  #encodeRoster(spectators: number): Uint8Array {
    const seats = Array.from({ length: this.#seats.count }, (_, seat) => {
      const kind = this.#seats.kind(seat);
      return { seat, kind, name: kind === SEAT.bot ? botName(seat) : (this.#seats.owner(seat)?.name ?? "") };
    }).filter(({ kind }) => kind !== SEAT.empty);
    return encodeDown({ type: "roster", spectators, seats });
  }
}
