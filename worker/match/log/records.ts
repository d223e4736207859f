/** Writes down a match: its header, ticks, roster and results. Says what must be stored, and when. */
import { type Result, schemaOf } from "#shared/protocol/index.ts";
import { statusOf, type WorldBase } from "#shared/sim/index.ts";
import type { EpochHistory } from "#worker/broadcast/epoch-history.ts";
import { Watermark } from "#worker/broadcast/watermark.ts";
import type { Host } from "../host/host.ts";
import { encodeRoster, nameOf } from "../seats/roster.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchSpec } from "../spec.ts";
import type { MatchHeader } from "./header.ts";
import { Journal, type Page, type Stretch } from "./journal.ts";
import { Rounds, roundStateOf, type Turn } from "./rounds.ts";
import type { Unsaved } from "./saved.ts";

interface Recorded {
  readonly spec: MatchSpec;
  /** The match's own seats, epochs and world, which go on. */
  readonly seats: Seats;
  readonly epochs: EpochHistory;
  readonly world: WorldBase;
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  /** How many rounds have ended. */
  readonly rounds: number;
  /** The page that led to this world, where there is one. */
  readonly last: Page | undefined;
  /** Whether that page is on disk. */
  readonly isStored: boolean;
  /** The key by which the match signs, where it is not on disk. */
  readonly newKey: Uint8Array | undefined;
}

export class Records {
  readonly #spec: MatchSpec;
  readonly #seats: Seats;
  readonly #epochs: EpochHistory;
  readonly #host: Host | undefined;
  readonly #world: WorldBase;
  readonly #journal: Journal;
  readonly rounds: Rounds;
  #newKey: Uint8Array | undefined;
  /** Of a round that has ended and has not been stored. */
  #result: Result | undefined;
  /** The versions of the seats that the header, and the log, were last given; and of the host. */
  readonly #headerSeats = new Watermark();
  readonly #headerHost = new Watermark();
  readonly #loggedSeats = new Watermark();

  constructor({ spec, seats, epochs, world, host, rounds, last, isStored, newKey }: Recorded) {
    this.#spec = spec;
    this.#seats = seats;
    this.#epochs = epochs;
    this.#host = host;
    this.#world = world;
    this.#journal = new Journal(world, last, isStored);
    this.#newKey = newKey;
    this.rounds = new Rounds(rounds, statusOf(world));
  }

  header(): MatchHeader {
    const { layout } = this.#world;
    return {
      spec: this.#spec,
      gameVersion: layout.game.version,
      tickRate: layout.tickRate,
      schema: schemaOf(layout),
      owners: this.#seats.owners,
      lineage: this.#epochs.data,
      rounds: this.rounds.ended,
      ...(this.#host && { host: this.#host.data }),
    };
  }

  /**
   * Takes in a tick. Call it for every one.
   * @param pageS how long a page of the log may be, in seconds
   * @returns whether a round has begun or ended, which must be stored before any client hears of it
   */
  write(now: number, pageS: number): Turn | undefined {
    const world = this.#world;
    if (this.#loggedSeats.take(this.#seats.version)) this.#journal.tell(encodeRoster(this.#seats, 0));
    const turn = this.rounds.turn(statusOf(world));
    this.#journal.write(world, pageS);
    // A round's log begins where it begins, and goes up to the tick that ends it. Both are stored before any client hears of
    // them, so that what a crash loses is of one round.
    if (turn === "begin") this.#journal.restart(world);
    if (turn !== "end") return turn;
    this.#journal.flush(world);
    const standings = roundStateOf(world).standings.map((one) => ({ ...one, name: nameOf(this.#seats, one.seat) }));
    this.#result = { round: this.rounds.ended, tick: world.tick, at: now, cut: false, standings };
    return turn;
  }

  /** A client holds the log only from here on: a page ends within a second. */
  hasten(): void {
    this.#journal.hasten();
  }

  /**
   * What is new since the last call, and must be stored now.
   * @param all the page that has begun too
   */
  takeUnsaved(all: boolean): Unsaved {
    if (all) this.#journal.flush(this.#world);
    const result = this.#result;
    this.#result = undefined;
    const signingKey = this.#newKey;
    this.#newKey = undefined;
    // The owners of the seats must not be lost, and change seldom.
    const changed = [this.#headerSeats.take(this.#seats.version), this.#headerHost.take(this.#host?.version ?? 0)];
    const due = changed.includes(true) || result !== undefined;
    return { header: due ? this.header() : undefined, pages: this.#journal.takePages(), result, signingKey };
  }

  /** What `takeUnsaved` returned could not be stored: the log begins anew with this world, and the header is due again. */
  begin(): void {
    this.#journal.begin(this.#world);
    this.#headerSeats.reset();
  }

  /** The pages that have not been taken, and the one that has begun. */
  untaken(): readonly Stretch[] {
    return this.#journal.rest();
  }
}
