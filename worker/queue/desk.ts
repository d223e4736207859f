/** The queue of a pool as its object runs it: takes sockets and messages in. The tickets themselves are in queue.ts. */
import type { QueueState } from "#shared/monitor/index.ts";
import {
  decodeQueueJoin,
  MOST_QUEUE_MESSAGE,
  QUEUE_CLOSE,
  QUEUE_PING,
  QUEUE_PONG,
  type QueueClose,
  type QueueJoin,
} from "#shared/protocol/queue.ts";
import type { Rtts } from "#shared/protocol/rtt.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { attempt, finishClose } from "../broadcast/sockets.ts";
import { log, wordsOf } from "../log.ts";
import { counted } from "../telling.ts";
import { Announcer, type AnnouncerOptions } from "./announcer.ts";
import { type Attached, attachedTo, readQueueArrival } from "./arrival.ts";
import { Claims, type ClaimsOptions, type LetGo } from "./claims.ts";
import { DecisionLog, type DecisionLogOptions, type LogPage } from "./decision-log.ts";
import { Entrance } from "./entrance.ts";
import { Lines } from "./lines.ts";
import { Met } from "./met.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { type Ending, Queue } from "./queue.ts";
import { Seekers, type SeekersOptions } from "./seekers.ts";
import { queueState } from "./state.ts";
import type { QueueStores } from "./stores.ts";
import type { QueueMember, QueueTicket } from "./ticket.ts";
import { WaitLog } from "./wait-log.ts";
import { Waves, type WavesOptions } from "./waves.ts";
import type { NoEntry, PartyWish } from "./wish.ts";

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
export interface DeskOptions
  extends Pick<WavesOptions, "region" | "make" | "found">,
    Pick<AnnouncerOptions, "admission"> {
  readonly ctx: DurableObjectState;
  readonly stores: QueueStores;
  readonly rules: QueueRules;
  readonly seek: SeekersOptions["seek"];
  /** Of the pool, and what it needs to be each player's only queue. */
  readonly claims: Pick<ClaimsOptions, "ports" | "place">;
  readonly publish: DecisionLogOptions["publish"];
  /** Milliseconds that never go back; and by the machine's clock. */
  readonly now: () => number;
  readonly date: () => number;
}

const ELSEWHERE = "you search in another window now";
const LEFT = "a member of your party has left the queue";

export class QueueDesk {
  readonly #options: DeskOptions;
  readonly #lines = new Lines<WebSocket>();
  readonly #queue: Queue;
  readonly #announcer: Announcer;
  readonly #waves: Waves;
  readonly #claims: Claims;
  readonly #seekers: Seekers;
  readonly #entrance: Entrance;
  readonly #log: DecisionLog;
  readonly #waits: WaitLog;

  constructor(options: DeskOptions) {
    this.#options = options;
    const { ctx, stores, rules, region, now, date, make, found, admission, seek, claims, publish } = options;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(QUEUE_PING, QUEUE_PONG));
    // Sockets outlive the object's sleep, and no crash.
    for (const socket of ctx.getWebSockets()) {
      const attached = attachedTo(socket);
      if (attached?.joined && socket.readyState === WebSocket.OPEN) this.#lines.attach(attached.player, socket);
    }
    const lines = this.#lines;
    const waits = new WaitLog(stores.tickets);
    this.#waits = waits;
    const met = new Met(stores.meetings, now());
    const isHere = (player: string) => lines.of(player) !== undefined;
    const waitUntil = (work: Promise<void>) => ctx.waitUntil(work);
    const ended = (ticket: QueueTicket, how: Ending) => {
      this.#log.ended(ticket, how);
      const { game, mode } = claims.place;
      counted("scrim_tickets_ended_total", { game, mode, region, how });
      for (const { player } of ticket.members) this.#claims.drop(player);
    };
    this.#queue = new Queue({ store: stores.tickets, newId: () => crypto.randomUUID(), isHere, ended }, now());
    this.#claims = new Claims({ ...claims, waits: (player) => this.#queue.waits(player), waitUntil });
    this.#seekers = new Seekers({ seek, now });
    this.#entrance = new Entrance({ seekers: this.#seekers, claims: this.#claims, date });
    const pseudonyms = new Pseudonyms(stores.kv);
    const pseudonym = (player: string) => pseudonyms.of(player);
    this.#log = new DecisionLog({ store: stores.decisions, region, pseudonym, now, publish });
    const queue = this.#queue;
    const estimate = (at: number) => waits.estimate(at);
    const announcer = new Announcer({ queue, lines, rules, now, estimate, admission, waitUntil });
    this.#announcer = announcer;
    this.#waves = new Waves({
      ...{ queue, lines, announcer, rules, region, now, make, found, waitUntil, met },
      decisions: this.#log,
      pinged: (socket) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0,
      served: (since) => waits.add(since, now()),
      refresh: seek && ((players) => this.#refresh(players)),
    });
    // A line without a ticket: what it has asked for was lost with the object's memory.
    for (const [player, socket] of [...lines])
      if (!queue.ticketOf(player)) this.#close(socket, QUEUE_CLOSE.fault, "the server has restarted: come back");
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
    const { player } = attached;
    const member = { player, name, rtt: this.#reach(rtt) };
    socket.serializeAttachment({ ...attached, joined: true } satisfies Attached);
    const before = this.#lines.attach(player, socket);
    if (before) this.#announcer.refuse(before, QUEUE_CLOSE.takenOver, ELSEWHERE);
    if (this.#queue.comesBack(player)) {
      this.#enter(socket, member);
      this.#options.ctx.waitUntil(this.#confirm(player));
    } else this.#options.ctx.waitUntil(this.#arrive(socket, member));
  }

  /** Who is too far from all of their regions plays in the pool's own: rather a long way than no match. */
  #reach(rtt: Rtts): QueueMember["rtt"] {
    const never = this.#options.rules.never?.rtt ?? Number.POSITIVE_INFINITY;
    return rtt.some(([, ms]) => ms <= never) ? Object.fromEntries(rtt) : {};
  }

  /** A player who has no ticket yet. */
  async #arrive(socket: WebSocket, member: QueueMember): Promise<void> {
    const { player } = member;
    const passed = await this.#entrance.pass([member]);
    // Meanwhile the line has ended, or a newer one of the same player has come: that one asks for itself.
    if (this.#lines.of(player) !== socket) {
      if (!this.#lines.of(player) && !this.#queue.ticketOf(player)) this.#claims.drop(player);
      return;
    }
    if (!("why" in passed)) this.#enter(socket, passed[0]);
    else if (passed.why === "paused") this.#pause(socket, passed.until);
    else this.#close(socket, QUEUE_CLOSE.takenOver, "your other window has just found a match");
  }

  #enter(socket: WebSocket, member: QueueMember): void {
    const { player } = member;
    try {
      const entered = this.#queue.enter(member, this.#options.now());
      if (entered === "full") {
        this.#claims.drop(player);
        this.#close(socket, QUEUE_CLOSE.full, "too many players search here: try again in a minute");
        return;
      }
      const token = attachedTo(socket)?.token ?? "";
      this.#announcer.send(socket, { type: "joined", player: token, again: entered === "again" });
      this.#announcer.tell(player);
    } catch (error) {
      log.error("ticket_refused", { detail: wordsOf(error) });
      this.#close(socket, QUEUE_CLOSE.fault, "the server had a fault: try again");
    }
    this.#waves.wind();
  }

  /** A player is back at a ticket that waits: whether it is still theirs, and how they stand by now. */
  async #confirm(player: string): Promise<void> {
    if (!(await this.#claims.holds(player))) this.letGo(player);
    else await this.#refresh([player]);
  }

  /** Reads anew how these players stand. @returns whether the ladder has answered */
  async #refresh(players: readonly string[]): Promise<boolean> {
    const found = await this.#seekers.of(players);
    for (const player of players) {
      const known = found.get(player);
      if (!known || !this.#queue.ticketOf(player) || this.#queue.seatOf(player)) continue;
      const paused = this.#entrance.pausedOf([player], found);
      if (paused) this.#turnAway(player, (socket) => this.#pause(socket, paused.until));
      else this.#queue.learn(player, known.standing);
    }
    return found.size > 0;
  }

  /** A player's search is over, and with it that of their party. */
  #turnAway(player: string, tell: (socket: WebSocket) => void): void {
    this.#announcer.dismiss(this.#queue.cancel(player), LEFT);
    const socket = this.#lines.of(player);
    if (socket) tell(socket);
  }

  #pause(socket: WebSocket, until: number): void {
    this.#announcer.send(socket, { type: "paused", ms: Math.max(0, until - this.#options.date()) });
    this.#close(socket, QUEUE_CLOSE.paused, "you have left rounds before their end: wait before you search again");
  }

  /** It is no player's line any more. */
  #close(socket: WebSocket, code: QueueClose, reason: string): void {
    this.#lines.detach(socket);
    this.#announcer.refuse(socket, code, reason);
  }

  /** The player searches in another pool now. */
  letGo(player: string): LetGo {
    // Who is about to hear of a match has it.
    if (this.#queue.seatOf(player)) {
      if (this.#lines.of(player)) return "matched";
      this.#queue.heard(player);
      return "free";
    }
    this.#turnAway(player, (socket) => this.#close(socket, QUEUE_CLOSE.takenOver, ELSEWHERE));
    return "free";
  }

  closed(socket: WebSocket, code: number): void {
    const player = this.#lines.detach(socket);
    finishClose(socket, code);
    if (player === undefined) return;
    if (!CANCELS.has(code)) this.#queue.lost(player, this.#options.now());
    // A player who has heard of the match closes the line too. If a cancel and the news of a match have crossed, a bot plays.
    else if (this.#queue.seatOf(player)) this.#queue.heard(player);
    else this.#announcer.dismiss(this.#queue.cancel(player), LEFT);
  }

  /** A whole party wishes to play; each member's client opens a line of its own. @returns why not */
  async seekTogether({ party, search, members }: PartyWish): Promise<NoEntry | undefined> {
    const passed = await this.#entrance.pass(members);
    if ("why" in passed) return passed;
    const queue = this.#queue;
    // Of an older search of the party's there may be a ticket, of which its object does not know since a kill.
    this.cancelParty(party);
    const busy = members.find(({ player }) => queue.isBound(player));
    if (busy) return { why: "busy", player: busy.player };
    // Who searches here alone searches with the party now.
    for (const { player } of members) queue.cancel(player);
    const isIn = queue.enterParty(passed, { party, search }, this.#options.now());
    for (const { player } of members) if (!isIn) this.#claims.drop(player);
    this.#waves.wind();
    return isIn ? undefined : { why: "full" };
  }

  cancelParty(party: string): void {
    this.#announcer.dismiss(this.#queue.cancelParty(party), "your party has left the queue");
  }

  /** How it stands, for the monitor. @see queueState */
  state(): QueueState | undefined {
    const { rules, now } = this.#options;
    const [queue, waves] = [this.#queue, this.#waves];
    return queueState({ queue, waiting: waves.waiting(), rules, waitedS: this.#waits.recent, wave: waves.last }, now());
  }

  /** A page of the decision log, with those who wait still at its end. @param after from the page before; 0 for the first */
  decisions(after: number): LogPage {
    return this.#log.page(after, () => this.#queue.all());
  }
}
