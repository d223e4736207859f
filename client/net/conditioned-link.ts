/** A link in both directions under some conditions, which now and then breaks. */
import type { Conditions } from "./conditions.ts";
import { LinkConditions } from "./link-conditions.ts";
import { LinkDirection, type LinkEnvironment, linkEnvironment } from "./link-direction.ts";
import { Seconds } from "./seconds.ts";

export interface LinkEnds {
  /** What was sent has come to the other end. */
  up(bytes: Uint8Array): void;
  /** What came from the other end is here. */
  down(bytes: Uint8Array): void;
  /** The link is broken. */
  broken(): void;
}

export class ConditionedLink {
  readonly #conditions: Conditions;
  readonly #ends: LinkEnds;
  readonly #up: LinkDirection;
  readonly #down: LinkDirection;
  readonly #seconds: Seconds;
  readonly #unwatch: () => void;

  /** @param conditions they may change; `LinkConditions` may also break the link */
  constructor(conditions: Conditions, ends: LinkEnds, own: LinkEnvironment = linkEnvironment) {
    this.#conditions = conditions;
    this.#ends = ends;
    this.#up = new LinkDirection(conditions, (bytes) => ends.up(bytes), own);
    this.#down = new LinkDirection(conditions, (bytes) => ends.down(bytes), own);
    this.#seconds = new Seconds(() => own.chance());
    this.#unwatch = conditions instanceof LinkConditions ? conditions.watch(() => this.#break()) : () => {};
  }

  send(bytes: Uint8Array, now: number): void {
    if (this.#holds(now)) this.#up.push(bytes, now);
  }

  receive(bytes: Uint8Array, now: number): void {
    if (this.#holds(now)) this.#down.push(bytes, now);
  }

  /** Whether this second's chance leaves the link whole; tells the ends if not. */
  #holds(now: number): boolean {
    if (!this.#seconds.strikes(this.#conditions.drops, now)) return true;
    this.#break();
    return false;
  }

  #break(): void {
    this.clear();
    this.#ends.broken();
  }

  /** Loses what is under way. */
  clear(): void {
    this.#up.clear();
    this.#down.clear();
  }

  /** For good: what was sent still goes, at once. */
  close(): void {
    this.#unwatch();
    this.#up.flush();
    this.#down.clear();
  }
}
