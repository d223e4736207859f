/** The queue of a pool as its object runs it: takes sockets and messages in. The tickets themselves are in queue.ts. */
import {
  decodeQueueJoin,
  MOST_QUEUE_MESSAGE,
  QUEUE_CLOSE,
  QUEUE_PING,
  QUEUE_PONG,
  type QueueClose,
  type QueueJoin,
} from "#shared/protocol/queue.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { attempt, finishClose } from "../broadcast/sockets.ts";
import { Announcer, type AnnouncerOptions } from "./announcer.ts";
import { type Attached, attachedTo, readQueueArrival } from "./arrival.ts";
import { Lines } from "./lines.ts";
import { Queue } from "./queue.ts";
import type { QueueMember, TicketStore } from "./ticket.ts";
import { WaitLog, type WaitStore } from "./wait-log.ts";
import { Waves, type WavesOptions } from "./waves.ts";

/** Codes with which a client says that it does not want to search any more. */
const CANCELS: ReadonlySet<number> = new Set([1000, 1005]);

/** Why a message is refused. */
interface Refused {
  readonly close: QueueClose;
  readonly reason: string;
}

/** @param joined the client has said all that it may say */
function readJoin(message: string | ArrayBuffer, joined: boolean): QueueJoin | Refused {
  if (typeof message !== "string") return { close: QUEUE_CLOSE.binary, reason: "send text, not bytes" };
  if (message.length > MOST_QUEUE_MESSAGE)
    return { close: QUEUE_CLOSE.tooBig, reason: `a message has at most ${MOST_QUEUE_MESSAGE} characters` };
  if (joined) return { close: QUEUE_CLOSE.malformed, reason: "you have joined already" };
  const join = decodeQueueJoin(message);
  return "problem" in join ? { close: QUEUE_CLOSE.malformed, reason: join.problem } : join;
}

/** What the queue is given by the object that it is a part of. */
export interface DeskOptions extends Pick<WavesOptions, "region" | "make">, Pick<AnnouncerOptions, "admission"> {
  readonly ctx: DurableObjectState;
  readonly store: TicketStore & WaitStore;
  readonly rules: QueueRules;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

export class QueueDesk {
  readonly #options: DeskOptions;
  readonly #lines = new Lines<WebSocket>();
  readonly #queue: Queue;
  readonly #announcer: Announcer;
  readonly #waves: Waves;

  constructor(options: DeskOptions) {
    this.#options = options;
    const { ctx, store, rules, region, now, make, admission } = options;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(QUEUE_PING, QUEUE_PONG));
    // Sockets outlive the object's sleep, and no crash.
    for (const socket of ctx.getWebSockets()) {
      const attached = attachedTo(socket);
      if (attached?.joined && socket.readyState === WebSocket.OPEN) this.#lines.attach(attached.player, socket);
    }
    const lines = this.#lines;
    const waits = new WaitLog(store);
    const isHere = (player: string) => lines.of(player) !== undefined;
    const waitUntil = (work: Promise<void>) => ctx.waitUntil(work);
    const queue = new Queue({ store, newId: () => crypto.randomUUID(), isHere }, now());
    const estimate = (at: number) => waits.estimate(at);
    const announcer = new Announcer({ queue, lines, rules, now, estimate, admission, waitUntil });
    const served = (since: number) => waits.add(since, now());
    const pinged = (socket: WebSocket) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    this.#queue = queue;
    this.#announcer = announcer;
    this.#waves = new Waves({ queue, lines, announcer, rules, region, now, pinged, make, served, waitUntil });
    this.#waves.wind();
  }

  /** How many people search. */
  get people(): number {
    return this.#queue.people;
  }

  /** Takes in the socket of a client whose token the Worker has read. */
  fetch(request: Request): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    const attached: Attached = { ...readQueueArrival(request), joined: false };
    this.#options.ctx.acceptWebSocket(server);
    server.serializeAttachment(attached);
    return new Response(null, { status: 101, webSocket: client });
  }

  message(socket: WebSocket, message: string | ArrayBuffer): void {
    if (message === QUEUE_PING) attempt("send", () => socket.send(QUEUE_PONG));
    else {
      const attached = attachedTo(socket);
      const join = readJoin(message, attached?.joined === true);
      if ("close" in join) this.#announcer.refuse(socket, join.close, join.reason);
      else if (attached) this.#join(socket, attached, join);
    }
  }

  #join(socket: WebSocket, attached: Attached, { name, rtt = [] }: QueueJoin): void {
    const { player, token } = attached;
    const announcer = this.#announcer;
    const before = this.#lines.attach(player, socket);
    if (before) announcer.refuse(before, QUEUE_CLOSE.takenOver, "you search in another window now");
    const entered = this.#queue.enter({ player, name, rtt: Object.fromEntries(rtt) }, this.#options.now());
    if (entered === "full") {
      this.#lines.detach(socket);
      announcer.refuse(socket, QUEUE_CLOSE.full, "too many players search here: try again in a minute");
      return;
    }
    socket.serializeAttachment({ ...attached, joined: true } satisfies Attached);
    announcer.send(socket, { type: "joined", player: token, again: entered === "again" });
    announcer.tell(player);
    this.#waves.wind();
  }

  closed(socket: WebSocket, code: number): void {
    const player = this.#lines.detach(socket);
    finishClose(socket, code);
    if (player === undefined) return;
    if (!CANCELS.has(code)) this.#queue.lost(player, this.#options.now());
    // A player who has heard of the match closes the line too. If a cancel and the news of a match have crossed, a bot plays.
    else if (this.#queue.seatOf(player)) this.#queue.heard(player);
    else this.#announcer.dismiss(this.#queue.cancel(player), "a member of your party has left the queue");
  }

  /**
   * A whole party wishes to play; each member's client opens a line of its own.
   * @returns false where the pool is full, or a member searches already
   */
  enterParty(party: string, members: readonly QueueMember[]): boolean {
    const isIn = this.#queue.enterParty(members, party, this.#options.now());
    this.#waves.wind();
    return isIn;
  }

  cancelParty(party: string): void {
    this.#announcer.dismiss(this.#queue.cancelParty(party), "your party has left the queue");
  }
}
