/**
 * One ticket a person, over all pools of the server. Who comes into a queue claims it at their Player object, which says where they
 * waited before; that pool lets go of them first. The object takes one call after the other, so of two windows that search at once
 * the later one has the ticket. docs/decisions/queue.md
 */

import { attemptLater } from "../broadcast/sockets.ts";
import { log, messageOf } from "../log.ts";
import { within } from "../time-limit.ts";
import type { QueueArrival } from "./arrival.ts";

type Place = QueueArrival["place"];

/** So long each of the calls may take, in milliseconds. Without an answer the player is let in. */
export const CLAIM_MS = 2000;

/** What a pool says of a player who searches in another one now: no longer here, or has a match here already. */
export type LetGo = "free" | "matched";

export interface ClaimPorts {
  /** The player waits here now. @returns where they waited before */
  readonly enter: (player: string) => Promise<Place | undefined>;
  /** The player waits here no longer; elsewhere perhaps. */
  readonly leave: (player: string) => Promise<void>;
  /** Where the player waits. */
  readonly where: (player: string) => Promise<Place | undefined>;
  /** The players that this one has blocked. */
  readonly blocked: (player: string) => Promise<readonly string[]>;
  /** Another pool lets go of the player. */
  readonly letGo: (there: Place, player: string) => Promise<LetGo>;
}

export interface ClaimsOptions {
  /** Undefined where the server keeps nothing of players. */
  readonly ports: ClaimPorts | undefined;
  readonly place: Place;
  /** Whether the player has a ticket here. */
  readonly waits: (player: string) => boolean;
  readonly waitUntil: (work: Promise<void>) => void;
}

export class Claims {
  readonly #options: ClaimsOptions;

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  #isHere(there: Place | undefined): boolean {
    const { game, mode, region } = this.#options.place;
    return there === undefined || (there.game === game && there.mode === mode && there.region === region);
  }

  /** The player comes to wait here. @returns false where another pool has just found them a match */
  async take(player: string): Promise<boolean> {
    const { ports } = this.#options;
    if (!ports) return true;
    try {
      const before = await within(CLAIM_MS, "claim a queue", ports.enter(player));
      if (before === undefined || this.#isHere(before)) return true;
      return (await within(CLAIM_MS, "let go of a player", ports.letGo(before, player))) === "free";
    } catch (error) {
      log.warn("claim_failed", { detail: messageOf(error) });
      return true;
    }
  }

  /** The players that are never in this one's team: those that they have blocked. */
  async apart(player: string): Promise<readonly string[]> {
    return (await this.#options.ports?.blocked(player)) ?? [];
  }

  /** The player waits here no longer, unless they have another ticket here by now. */
  drop(player: string): void {
    const { ports, waits, waitUntil } = this.#options;
    if (!ports) return;
    const leave = async () => {
      await Promise.resolve();
      if (!waits(player)) await within(CLAIM_MS, "leave a queue", ports.leave(player));
    };
    waitUntil(attemptLater("leave a queue", leave));
  }

  /** Whether a player who comes back still waits here, and not in another pool since. */
  async holds(player: string): Promise<boolean> {
    const { ports } = this.#options;
    if (!ports) return true;
    try {
      return this.#isHere(await within(CLAIM_MS, "ask where a player waits", ports.where(player)));
    } catch (error) {
      log.warn("claim_failed", { detail: messageOf(error) });
      return true;
    }
  }
}
