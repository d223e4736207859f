/** One socket of a person, from the upgrade to its end: the messages under way, and when each end hears of its end. */
import type { Conditions } from "#client/net/conditions.ts";
import { LinkDirection } from "#client/net/link-direction.ts";
import type { Arrival } from "#worker/broadcast/arrival.ts";
import type { Clock } from "./clock.ts";

export interface LinkEnds {
  /** The server hears this. */
  up(link: Link, bytes: Uint8Array): void;
  /** The server hears that the socket is gone. */
  gone(link: Link): void;
  /** The client hears this. */
  down(link: Link, bytes: Uint8Array): void;
  /** The client hears that the socket is closed. */
  closed(link: Link, code: number): void;
}

export class Link {
  readonly arrival: Arrival;
  /** Which life of the server it leads to. */
  life = -1;
  /** Its client spoils the tail that it gives back. */
  lies = false;
  /** The signed frames that its client held when it came: of the log from one tick to another. */
  held: { readonly from: number; readonly to: number } | undefined;
  readonly #clock: Clock;
  readonly #ends: LinkEnds;
  readonly #up: LinkDirection;
  readonly #down: LinkDirection;
  /** The close frame, which comes after all that was sent before it. */
  #farewell: { readonly bytes: Uint8Array; readonly code: number } | undefined;
  #cut = false;

  constructor(clock: Clock, conditions: Conditions, arrival: Arrival, ends: LinkEnds) {
    this.#clock = clock;
    this.#ends = ends;
    this.arrival = arrival;
    this.#up = new LinkDirection(conditions, (bytes) => ends.up(this, bytes), clock);
    this.#down = new LinkDirection(conditions, (bytes) => this.#arrive(bytes), clock);
  }

  #arrive(bytes: Uint8Array): void {
    if (this.#farewell?.bytes === bytes) this.#ends.closed(this, this.#farewell.code);
    else this.#ends.down(this, bytes);
  }

  /** Whether something still goes through. */
  get holds(): boolean {
    return !this.#cut && !this.#farewell;
  }

  send(bytes: Uint8Array): void {
    if (!this.#cut) this.#up.push(bytes, this.#clock.now());
  }

  receive(bytes: Uint8Array): void {
    if (!this.#cut && !this.#farewell) this.#down.push(bytes, this.#clock.now());
  }

  /** The server ends it. */
  close(code: number): void {
    if (this.#cut || this.#farewell) return;
    this.#farewell = { bytes: new Uint8Array(1), code };
    this.#down.push(this.#farewell.bytes, this.#clock.now());
  }

  /**
   * Nothing goes through any more, and neither end knows; the server hears of it after so many milliseconds.
   * @param kept whether the messages under way to the server still arrive
   */
  cut(ms: number, kept = false): void {
    if (this.#cut) return;
    this.#cut = true;
    this.#down.clear();
    if (!kept) this.#up.clear();
    this.#clock.later(() => this.#ends.gone(this), ms);
  }
}
