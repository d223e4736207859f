/** What passes between the players and the match about its host: what the host asks for, and what all are told. */
import { encodeDown, type HostAct } from "#shared/protocol/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { TokenBucket } from "#worker/broadcast/token-bucket.ts";
import type { Seats } from "../seats/seats.ts";
import type { Host } from "./host.ts";

/** A host may ask for so much a second; what they have not used of it for three seconds, at once. */
const ACTS_A_SECOND = 2;

interface Wish {
  readonly connection: Connection;
  readonly act: HostAct;
}

export class HostDesk {
  readonly #seats: Seats;
  readonly #host: Host | undefined;
  readonly #told = new WeakMap<Connection, string>();
  readonly #asked = new WeakMap<Connection, TokenBucket>();
  #wishes: Wish[] = [];

  /** @param host undefined in a public match, which has none */
  constructor(seats: Seats, host: Host | undefined) {
    this.#seats = seats;
    this.#host = host;
  }

  /** Keeps what a player asks for until the next tick. */
  take(connection: Connection, act: HostAct): void {
    this.#wishes.push({ connection, act });
  }

  takeAll(): readonly Wish[] {
    return this.#wishes.splice(0);
  }

  /** Whether this player has not asked for too much. Ask once for each wish. */
  allows(connection: Connection, now: number): boolean {
    const bucket = this.#asked.get(connection) ?? new TokenBucket(ACTS_A_SECOND);
    this.#asked.set(connection, bucket);
    return bucket.spend(1, now, 0);
  }

  /** Tells the players who do not know it who is host, and what is set. @param delay the watchers', in seconds */
  tell(players: ReadonlySet<Connection>, delay: number): void {
    if (!this.#host) return;
    const news = { seat: this.#host.seatIn(this.#seats), locked: this.#host.locked, delay };
    const key = `${news.seat} ${news.locked} ${delay}`;
    for (const player of players) {
      // A clogged one is told once it reads again; and none before its welcome.
      if (player.needs !== "frames" || player.clogged) continue;
      if (this.#told.get(player) === key) continue;
      this.#told.set(player, key);
      player.tell(encodeDown({ type: "host", ...news }));
    }
  }
}
