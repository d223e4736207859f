/** A match full of players for the profile, in this process and without sockets: a port only counts. */

import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { encodeUp } from "#shared/protocol/index.ts";
import { SEEN_PARTS } from "#shared/sim/index.ts";
import { connectionTo, RULES } from "#test/support/match.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { Match } from "#worker/match/match.ts";
import { InputScript } from "../peers/input-script.ts";
import { MATCH } from "../peers/target.ts";
import { markBehind } from "../soak/marks.ts";

/** Each player sees the others so far back in time: three ticks. */
const SEEN = 3 * SEEN_PARTS;

/** What the players say before one tick. */
type Said = readonly { readonly connection: Connection; readonly bytes: ArrayBuffer }[];

interface Player {
  readonly connection: Connection;
  readonly script: InputScript;
}

export class FullMatch {
  readonly #match: Match;
  readonly #players: readonly Player[];
  /** Milliseconds. */
  #now = 0;
  /** What the ports were given. */
  sentBytes = 0;

  constructor(seats: number) {
    const settings = { ...MATCH, seats };
    this.#match = Match.create(
      { code: "PROFILE000", game: arena.name, mode: "custom", settings, listed: false, delay: 0 },
      1,
      games,
    );
    this.#players = Array.from({ length: seats }, (_, number) => this.#join(number));
  }

  #join(number: number): Player {
    const name = `player ${number}`;
    const reservation = this.#match.reservations.reserve(name, name, this.#now);
    if (!reservation.ok) throw new Error(`no seat for ${name}: ${reservation.reason}`);
    return { connection: this.#connect(name, reservation.seat), script: new InputScript(number, false) };
  }

  #connect(name: string, seat: number): Connection {
    const port = {
      send: (bytes: Uint8Array) => {
        this.sentBytes += bytes.length;
        connection.acknowledge(markBehind(bytes, 0));
      },
      close: (code: number, reason: string) => {
        throw new Error(`${name} was thrown out: ${code} ${reason}`);
      },
    };
    const connection: Connection = connectionTo(port, name, seat, RULES);
    this.#match.connect(connection, this.#now);
    return connection;
  }

  /** Each player's inputs for the next ticks, coded ahead so that they cost nothing while the ticks are played. */
  plan(ticks: number): readonly Said[] {
    const first = this.#match.tickNumber + 1;
    return Array.from({ length: ticks }, (_, i) =>
      this.#players.flatMap(({ connection, script }) => {
        const input = script.next();
        if (!input) return [];
        const { mx, my, aim, buttons } = input;
        const message = encodeUp({
          type: "input",
          inputs: [{ tick: first + i, seen: SEEN, values: [mx, my, aim, buttons] }],
        });
        return [{ connection, bytes: new Uint8Array(message).buffer }];
      }),
    );
  }

  /** Plays what was planned, without waiting between the ticks. */
  play(plan: readonly Said[]): void {
    for (const said of plan) {
      for (const { connection, bytes } of said) this.#match.receive(connection, bytes, this.#now);
      this.#now += 1000 / this.#match.tickRate;
      this.#match.tick(this.#now);
    }
  }
}
