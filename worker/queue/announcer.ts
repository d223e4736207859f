/** Tells players how their search stands, of the match that waits for them, and that their ticket is none any more. */
import {
  encodeQueue,
  QUEUE_CLOSE,
  type QueueClose,
  type QueueEstimate,
  type QueueNews,
} from "#shared/protocol/queue.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { attempt, closeSocket } from "../broadcast/sockets.ts";
import { log, wordsOf } from "../log.ts";
import { refused } from "../telling.ts";
import { attachedTo } from "./arrival.ts";
import { factsFor } from "./facts.ts";
import type { Lines } from "./lines.ts";
import type { Queue } from "./queue.ts";
import type { SeatIn } from "./ticket.ts";

/** The least time between two news of the same search, in milliseconds. */
const NEWS_MS = 2000;
/** In a crowd each hears less often: so many players are told in a millisecond at most. */
const TOLD_A_MS = 1;

export interface AnnouncerOptions {
  readonly queue: Queue;
  readonly lines: Lines<WebSocket>;
  readonly rules: QueueRules;
  readonly now: () => number;
  readonly estimate: (now: number) => QueueEstimate | undefined;
  /** Signs the admission to a kept seat. @param token the player's */
  readonly admission: (seat: SeatIn, token: string) => Promise<QueueNews>;
  readonly waitUntil: (work: Promise<void>) => void;
}

export class Announcer {
  readonly #options: AnnouncerOptions;
  /** When each line was last told; never again once it was told of a match. */
  readonly #toldAt = new WeakMap<WebSocket, number>();

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Tells all who have not heard for a while. */
  tellAll(now: number): void {
    const { lines, queue } = this.#options;
    const pause = Math.max(NEWS_MS, queue.people / TOLD_A_MS);
    for (const [player, socket] of lines) if (now - (this.#toldAt.get(socket) ?? 0) >= pause) this.tell(player);
  }

  tell(player: string): void {
    const { now, rules, queue, lines, estimate, waitUntil } = this.#options;
    const socket = lines.of(player);
    if (!socket) return;
    const seat = queue.seatOf(player);
    if (seat) {
      waitUntil(this.#admit(socket, seat));
      return;
    }
    this.#toldAt.set(socket, now());
    const isHere = (one: string) => lines.of(one) !== undefined;
    const facts = factsFor(player, { queue, rules, estimate: estimate(now()), isHere }, now());
    if (facts) this.send(socket, facts);
  }

  async #admit(socket: WebSocket, seat: SeatIn): Promise<void> {
    const token = attachedTo(socket)?.token;
    if (token === undefined) return;
    this.#toldAt.set(socket, Number.POSITIVE_INFINITY);
    try {
      this.send(socket, await this.#options.admission(seat, token));
    } catch (error) {
      log.error("admission_failed", { detail: wordsOf(error) });
      this.refuse(socket, QUEUE_CLOSE.fault, "the server had a fault: try again");
    }
  }

  /** The ticket of these players is none any more. */
  dismiss(players: readonly string[], reason: string): void {
    for (const player of players) {
      const socket = this.#options.lines.of(player);
      if (socket) this.refuse(socket, QUEUE_CLOSE.partyGone, reason);
    }
  }

  send(socket: WebSocket, news: QueueNews): void {
    attempt("send", () => socket.send(encodeQueue(news)));
  }

  refuse(socket: WebSocket, code: QueueClose, reason: string): void {
    refused("queue", QUEUE_CLOSE, code);
    closeSocket(socket, code, reason);
  }
}
