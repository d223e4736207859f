/** The Match Durable Object: a thin shell that gives a `Match` its sockets, its clock, its timer and its disk. */
import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { CLOSE, SUBPROTOCOL } from "#shared/protocol/index.ts";
import { ARRIVAL_HEADER } from "../arrival.ts";
import type { Env } from "../env.ts";
import { brief, log, wordsOf } from "../log.ts";
import { Connection, type Port } from "./connection.ts";
import { type FaultReport, writeFault } from "./fault.ts";
import { TickLoop, type Timer } from "./loop.ts";
import { Match } from "./match.ts";
import { Reporter } from "./reporter.ts";
import { Arrival, type MatchSpec, type Reservation } from "./spec.ts";
import { Store } from "./store.ts";

/** A match that has slept this long is cleared away, in milliseconds. */
const CLEAR_AFTER_MS = 10 * 60_000;
/** A fault's report is kept for so long, in milliseconds; once it has been fetched, for as long as a match that sleeps. */
const KEEP_FAULT_MS = 7 * 24 * 3600_000;

const timer: Timer = {
  now: () => Date.now(),
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (handle) => clearTimeout(handle as number | null),
};

/** A socket as the match sees it. The runtime throws on a socket that has just gone; its close event follows. */
function portOf(socket: WebSocket): Port {
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    close: (code, reason) => socket.close(code, reason),
    // Not there in every runtime, whatever the types say.
    buffered: (): number | undefined => socket.bufferedAmount,
  };
}

export class MatchObject extends DurableObject<Env> {
  readonly #store: Store;
  readonly #connections = new Map<WebSocket, Connection>();
  #match: Match | undefined;
  #loop: TickLoop | undefined;
  #reporter: Reporter | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new Store(ctx.storage);
    this.#adopt(this.#resume());
    for (const socket of ctx.getWebSockets()) this.#reconnect(socket);
  }

  /** The match as it was stored, if there is one: after a sleep, or after a kill in the midst of a fight. */
  #resume(): Match | undefined {
    const saved = this.#store.load();
    try {
      return saved && Match.restore(saved, timer.now());
    } catch (error) {
      // What cannot be read cannot be played; it stays on disk until the alarm clears it away.
      log.error("match_damaged", { code: brief(saved?.header.spec.code ?? ""), detail: wordsOf(error) });
      return undefined;
    }
  }

  #adopt(match: Match | undefined): void {
    if (!match) return;
    this.#match = match;
    this.#loop = new TickLoop(timer, match.tickRate, (now) => this.#tick(match, now));
    // Private matches are nobody's business but their players'.
    if (!match.spec.listed) return;
    this.#reporter = new Reporter(this.env.MATCHMAKER.getByName("global"), (work) => this.ctx.waitUntil(work));
  }

  /** A socket that outlived this object's sleep. */
  #reconnect(socket: WebSocket): void {
    const connection = new Connection(portOf(socket), v.parse(Arrival, socket.deserializeAttachment()));
    connection.needs = "keyframe";
    this.#connections.set(socket, connection);
    this.#match?.attach(connection);
  }

  /** Makes this object the match of `spec`. A second call changes nothing. */
  create(spec: MatchSpec): void {
    if (this.#match) return;
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    this.#adopt(Match.create(spec, seed));
    this.#save(true);
    this.ctx.storage.setAlarm(timer.now() + CLEAR_AFTER_MS);
    const { code, game, mode, listed } = spec;
    log.info("match_made", { code: brief(code), game, mode, listed });
  }

  /** Promises a person a seat. */
  reserve(player: { readonly id: string; readonly name: string }): Reservation {
    if (!this.#match) return { ok: false, reason: "no_match" };
    return this.#match.reserve(player.id, player.name, timer.now());
  }

  info(): MatchInfo | undefined {
    if (!this.#match) return undefined;
    const { playerIds: _, ...info } = this.#match.report();
    return info;
  }

  /** Why the match failed, if it did. Whoever asks has it: from then on it is kept only for a second try. */
  async fault(): Promise<FaultReport | undefined> {
    const report = this.#store.fault();
    if (!report) return undefined;
    const soon = timer.now() + CLEAR_AFTER_MS;
    const due = await this.ctx.storage.getAlarm();
    if (due === null || due > soon) this.ctx.storage.setAlarm(soon);
    return report;
  }

  /** The WebSocket upgrade of somebody whose ticket the Worker has checked. */
  override async fetch(request: Request): Promise<Response> {
    const arrival = v.parse(Arrival, JSON.parse(request.headers.get(ARRIVAL_HEADER) ?? "null"));
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [arrival.role]);
    server.serializeAttachment(arrival);
    this.#connect(server, arrival);
    return new Response(null, { status: 101, webSocket: client, headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } });
  }

  #connect(socket: WebSocket, arrival: Arrival): void {
    const now = timer.now();
    if (!this.#match) {
      socket.close(CLOSE.noMatch, "there is no such match");
      return;
    }
    if (!this.#store.useTicket(arrival.id, arrival.expires, now)) {
      socket.close(CLOSE.usedTicket, "this ticket has been used");
      return;
    }
    const connection = new Connection(portOf(socket), arrival);
    this.#connections.set(socket, connection);
    this.#match.connect(connection, now);
    this.#save(false);
    this.#wake(now);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const connection = this.#connections.get(socket);
    if (!connection || !this.#match) return;
    const now = timer.now();
    this.#match.receive(connection, message, now);
    this.#wake(now);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // The handshake of a close is ours to finish; codes that only a browser may report are not for sending.
    socket.close(code >= 1000 && code !== 1005 && code !== 1006 && code !== 1015 ? code : 1000);
    this.#gone(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket);
  }

  #gone(socket: WebSocket): void {
    const connection = this.#connections.get(socket);
    this.#connections.delete(socket);
    if (!connection || !this.#match) return;
    const now = timer.now();
    this.#match.disconnect(connection, now);
    if (!this.#loop?.running) this.#guard(this.#match, (match) => match.rest(now));
  }

  /** Starts the ticks if the match wants some; otherwise answers at once. */
  #wake(now: number): void {
    if (!this.#match || !this.#loop || this.#loop.running) return;
    const awake = this.#guard(this.#match, (match) => {
      match.rest(now);
      return match.awake(now);
    });
    if (awake) this.#loop.start();
  }

  #tick(match: Match, now: number): void {
    const awake = this.#guard(match, () => {
      match.tick(now);
      this.#reporter?.offer(() => match.report(), now);
      return match.awake(now);
    });
    if (awake === undefined) return;
    // After the tick's sends, so that they don't wait for the disk.
    this.#save(!awake);
    if (awake) return;
    this.#loop?.stop();
    this.#reporter?.offer(() => match.report(), now, true);
    this.ctx.storage.setAlarm(now + CLEAR_AFTER_MS);
  }

  /** An exception in a game's rules must end this match and nothing else: then the answer is undefined. */
  #guard<T>(match: Match, work: (match: Match) => T): T | undefined {
    try {
      return work(match);
    } catch (error) {
      this.#fail(match, error);
      return undefined;
    }
  }

  #fail(match: Match, error: unknown): void {
    const { code, game } = match.spec;
    log.error("match_failed", { code: brief(code), game, tick: match.tickNumber, detail: wordsOf(error) });
    for (const connection of this.#connections.values()) connection.close(CLOSE.fault, "the match has failed");
    const reported = this.#bury(match, error);
    this.#drop();
    this.ctx.waitUntil(reported ? this.#forget(code) : this.#clear(code));
  }

  /** Leaves a report in the place of the match. Answers whether there is one. */
  #bury(match: Match, error: unknown): boolean {
    const now = timer.now();
    try {
      this.#store.bury(writeFault(match.evidence(), this.#store.load()?.pages ?? [], error, now));
      this.ctx.storage.setAlarm(now + KEEP_FAULT_MS);
      return true;
    } catch (failure) {
      // Such as a report that is too big for the disk. The match has ended all the same.
      log.error("fault_unreported", { code: brief(match.spec.code), detail: wordsOf(failure) });
      return false;
    }
  }

  /** @param all the second that has begun too */
  #save(all: boolean): void {
    if (this.#match) this.#store.save(this.#match.unsaved(all));
  }

  /** Clears the match away if it has slept since the alarm was set. */
  override async alarm(): Promise<void> {
    if (this.#loop?.running) {
      this.ctx.storage.setAlarm(timer.now() + CLEAR_AFTER_MS);
      return;
    }
    const code = this.#match?.spec.code;
    this.#match?.end();
    this.#drop();
    await this.#clear(code);
  }

  /** From here on there is no match in memory. */
  #drop(): void {
    this.#loop?.stop();
    this.#match = undefined;
    this.#loop = undefined;
    this.#reporter = undefined;
    this.#connections.clear();
  }

  async #clear(code: string | undefined): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    if (code === undefined) return;
    log.info("match_cleared", { code: brief(code) });
    await this.#forget(code);
  }

  async #forget(code: string): Promise<void> {
    await this.env.MATCHMAKER.getByName("global").forget(code);
  }
}
