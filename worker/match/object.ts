/** The Match Durable Object: a thin shell that gives a `Match` its sockets, its clock, its timer and its disk. */
import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { MatchInfo, MatchStats, Result } from "#shared/protocol/index.ts";
import { CLOSE, SUBPROTOCOL } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { Archivist } from "../archive/archivist.ts";
import { KEPT_MS } from "../archive/retention.ts";
import { TraceQuota } from "../archive/trace-quota.ts";
import { LOGGED_PAGES, logFor, type StoredTrace, type TraceLog, TraceRate } from "../archive/traces.ts";
import { UsedTickets } from "../auth/used-tickets.ts";
import { ARRIVAL_HEADER } from "../broadcast/arrival.ts";
import { Connection, type Port } from "../broadcast/connection.ts";
import { dismiss } from "../broadcast/dismiss.ts";
import { answerRefusal, type SocketRefusal } from "../broadcast/refusals.ts";
import { attemptLater, closeSocket, finishClose, portOf } from "../broadcast/sockets.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { brief, log, wordsOf } from "../log.ts";
import { type FaultReport, writeFault } from "./log/fault.ts";
import { cutShort } from "./log/migration.ts";
import type { SavedMatch } from "./log/saved.ts";
import { MatchStore } from "./log/store.ts";
import { Match } from "./match.ts";
import { Reporter } from "./reporter.ts";
import { Arrival, type Audience, type DatedReservation, type MatchSpec } from "./spec.ts";
import { TickLoop, type Timer } from "./tick-loop.ts";
import { UsageMeter } from "./usage-meter.ts";

/** A match that has slept this long is cleared away, in milliseconds. */
const CLEAR_AFTER_MS = 10 * 60_000;
/**
 * A fault's report is kept for so long, in milliseconds; once it has been fetched, for as long as a match that sleeps.
 */
const KEEP_FAULT_MS = 7 * 24 * 3600_000;

/**
 * While a match ticks, no more than this counts between two readings of the clock, in milliseconds: a clock that is set
 * ahead must not take their seats from those who are away. What is longer is not told from it, such as a machine that
 * was suspended.
 */
const MOST_STEP_MS = 10_000;

/** How many rows this storage has written since it was opened, of every kind. SQLite counts them: no writer has to. */
const rowsWritten = ({ sql }: DurableObjectStorage): number =>
  sql.exec<{ rows: number }>("SELECT total_changes() AS rows").one().rows;

export class MatchObject extends DurableObject<Env> {
  readonly #games: Games;
  readonly #clock = new Clock(() => (this.#loop?.running ? MOST_STEP_MS : Number.POSITIVE_INFINITY));
  readonly #timer: Timer = {
    now: () => this.#clock.now(),
    set: (callback, ms) => setTimeout(callback, ms),
    clear: (handle) => clearTimeout(handle as number | null),
  };
  readonly #usage: UsageMeter;
  readonly #store: MatchStore;
  readonly #used: UsedTickets;
  readonly #archivist: Archivist;
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #traceRate = new TraceRate();
  readonly #quota: TraceQuota;
  #match: Match | undefined;
  /** There was a match of other rules, which could not go on. */
  #outdated = false;
  #loop: TickLoop | undefined;
  /** When a seat was asked for last. */
  #askedAt = 0;
  #reporter: Reporter | undefined;

  /** @param games whose matches it can be: worker/index.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    this.#usage = new UsageMeter(() => rowsWritten(ctx.storage), this.#clock.date());
    this.#store = new MatchStore(ctx.storage);
    this.#used = new UsedTickets(ctx.storage.sql);
    this.#quota = new TraceQuota(ctx.storage.sql);
    this.#archivist = new Archivist(this.#store, env.REPLAYS, (work) => ctx.waitUntil(work));
    this.#adopt(this.#resume());
    // Nobody may hear of a generation that a kill could undo.
    this.#commit(false);
    for (const socket of ctx.getWebSockets()) this.#reconnect(socket);
  }

  /** The match as it was stored, if there is one: after a sleep, or after a kill in the midst of a fight. */
  #resume(): Match | undefined {
    try {
      const saved = this.#store.load();
      if (!saved) return undefined;
      const match = Match.restore(saved, this.#clock.now(), this.#games);
      if (match) this.#archivist.file(saved.header);
      else this.#cutShort(saved);
      return match;
    } catch (error) {
      // What cannot be read cannot be played; it stays on disk until the alarm clears it away.
      log.error("match_damaged", { id: brief(this.ctx.id.toString()), detail: wordsOf(error) });
      return undefined;
    }
  }

  /** An update has brought other rules, under which the match can't go on: it ends with what it has come to. */
  #cutShort(saved: SavedMatch): void {
    this.#outdated = true;
    const { code, game } = saved.header.spec;
    const result = cutShort(saved, this.#clock.date());
    if (result) this.#store.save({ pages: [], result });
    this.#archivist.file(saved.header);
    for (const socket of this.ctx.getWebSockets()) closeSocket(socket, CLOSE.updated, "an update has ended this match");
    log.info("match_cut", { code: brief(code), game, tick: result?.tick ?? -1 });
    this.ctx.waitUntil(this.#forget(code));
  }

  #adopt(match: Match | undefined): void {
    if (!match) return;
    this.#match = match;
    this.#loop = new TickLoop(this.#timer, match.tickRate, (now) => this.#tick(match, now));
    this.#reporter = new Reporter(this.env.MATCHMAKER.getByName("global"), (work) => this.ctx.waitUntil(work));
  }

  #port(socket: WebSocket): Port {
    return portOf(socket, (bytes) => this.#usage.out.add(bytes));
  }

  /** A socket that outlived this object's sleep. */
  #reconnect(socket: WebSocket): void {
    // One that was closed is told of until its other end has closed it too.
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!this.#match) {
      closeSocket(socket, CLOSE.fault, "the match has failed");
      return;
    }
    const arrival = v.safeParse(Arrival, socket.deserializeAttachment());
    if (!arrival.success) {
      // Another version of this code has written it. One such socket must not keep the match from all others.
      closeSocket(socket, CLOSE.fault, "this server can't go on with your connection: come in again");
      return;
    }
    const connection = new Connection(this.#port(socket), arrival.output);
    connection.needs = "keyframe";
    this.#connections.set(socket, connection);
    this.#askedAt = Math.max(this.#askedAt, connection.arrival.at);
    this.#guard(this.#match, (match) => match.attach(connection, this.#clock.now()));
  }

  /** Makes this object the match of `spec`. @returns false where it is a match already: then nothing changes */
  create(spec: MatchSpec): boolean {
    this.#usage.request();
    if (this.#match) return false;
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    this.#adopt(this.#begin(spec, seed));
    try {
      this.#commit(true);
    } catch (error) {
      // A client that is told of a match must find it, whatever happens to this object.
      this.#drop();
      throw error;
    }
    if (!this.#match) throw new Error("this match could not begin");
    this.#ring(CLEAR_AFTER_MS);
    const { code, game, mode, listed } = spec;
    log.info("match_made", { code: brief(code), game, mode, listed });
    return true;
  }

  /** @throws what the game throws as it is set up; it has been logged */
  #begin(spec: MatchSpec, seed: number): Match {
    try {
      return Match.create(spec, seed, this.#games);
    } catch (error) {
      log.error("match_failed", { code: brief(spec.code), game: spec.game, tick: 0, detail: wordsOf(error) });
      throw error;
    }
  }

  /** Promises a player a seat. A new name of a player who has one goes out at once. */
  reserve(player: { readonly id: string; readonly name: string | undefined }): DatedReservation {
    this.#usage.request();
    const now = this.#clock.now();
    this.#askedAt = Math.max(now, this.#askedAt + 1);
    const at = this.#askedAt;
    if (!this.#match) return { ok: false, reason: this.#outdated ? "updated" : "no_match", at };
    const reservation = this.#match.reserve(player.id, player.name, now);
    if (!this.#loop?.running) {
      this.#guard(this.#match, (match) => match.rest(now));
      this.#save(false);
    }
    return { ...reservation, at };
  }

  /** For those who want to watch; `player` is who asks. */
  audience(player: string): Audience | undefined {
    this.#usage.request();
    return this.#match && { plays: this.#match.hasSeat(player), watchers: this.#match.report().spectators };
  }

  info(): MatchInfo | undefined {
    this.#usage.request();
    if (!this.#match) return undefined;
    const { playerIds: _, ...info } = this.#match.report();
    return info;
  }

  /** What the match has used since it came into memory, and what that costs. */
  stats(): MatchStats | undefined {
    this.#usage.request();
    return this.#match && this.#usage.stats(this.#clock.now());
  }

  /** What came of its rounds; also of a match that could not go on. */
  results(): readonly Result[] {
    this.#usage.request();
    return this.#store.results();
  }

  /** Why the match failed, if it did. Whoever asks has it: from then on it is kept only for a second try. */
  async fault(): Promise<FaultReport | undefined> {
    this.#usage.request();
    const report = this.#store.fault();
    if (!report) return undefined;
    const due = await this.ctx.storage.getAlarm();
    if (due === null || due > this.#clock.date() + CLEAR_AFTER_MS) this.#ring(CLEAR_AFTER_MS);
    return report;
  }

  /** The WebSocket upgrade of somebody whose ticket the Worker has checked. */
  override async fetch(request: Request): Promise<Response> {
    this.#usage.request();
    const arrival = v.parse(Arrival, JSON.parse(request.headers.get(ARRIVAL_HEADER) ?? "null"));
    const { 0: client, 1: server } = new WebSocketPair();
    try {
      const refusal = this.#refusal(arrival);
      if (refusal) return answerRefusal(refusal);
      this.ctx.acceptWebSocket(server, [arrival.role]);
      server.serializeAttachment(arrival);
      this.#connect(server, arrival);
    } catch (error) {
      // Such as a disk that is full. Nothing of a socket that is not let in may stay.
      log.error("socket_refused", { detail: wordsOf(error) });
      this.#gone(server);
      closeSocket(server, CLOSE.fault, "the match could not let you in: try again");
      return answerRefusal({ close: CLOSE.fault, reason: "the match could not let you in: try again" });
    }
    return new Response(null, { status: 101, webSocket: client, headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } });
  }

  /** Why this socket is not let in; undefined where it is. Its ticket is used from here on. */
  #refusal(arrival: Arrival): SocketRefusal | undefined {
    if (!this.#match && this.#outdated) return { close: CLOSE.updated, reason: "an update has ended this match" };
    if (!this.#match) return { close: CLOSE.noMatch, reason: "there is no such match" };
    if (!this.#used.use(arrival.id, arrival.expires, this.#clock.date()))
      return { close: CLOSE.usedTicket, reason: "this ticket has been used" };
    return this.#match.refusal(arrival, this.#clock.now());
  }

  #connect(socket: WebSocket, arrival: Arrival): void {
    const now = this.#clock.now();
    const connection = new Connection(this.#port(socket), arrival);
    this.#connections.set(socket, connection);
    if (this.#match) this.#guard(this.#match, (match) => match.connect(connection, now));
    if (this.#match && connection.open) this.#separate(this.#match, arrival, now);
    this.#save(false);
    this.#wake(now);
  }

  /**
   * Who plays is shown the match no more by its relays: all are told of a player who comes, and a relay that comes of
   * all.
   */
  #separate(match: Match, { role, player }: Arrival, now: number): void {
    const isRelay = role === "relay";
    const players = isRelay ? match.players : [player];
    const there = [...this.#connections.values()].filter(({ open, arrival }) => open && arrival.role === "relay");
    const relays = isRelay ? [player] : there.map(({ arrival }) => arrival.player);
    if (players.length > 0) this.ctx.waitUntil(dismiss(this.env, relays, players, now));
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#usage.in.add(typeof message === "string" ? message.length : message.byteLength);
    const connection = this.#connections.get(socket);
    if (!connection || !this.#match) return;
    const now = this.#clock.now();
    this.#match.receive(connection, message, now);
    this.#wake(now);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // First let go: the answer is the platform's business.
    this.#gone(socket);
    finishClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket);
  }

  #gone(socket: WebSocket): void {
    const connection = this.#connections.get(socket);
    this.#connections.delete(socket);
    if (!connection || !this.#match) return;
    const now = this.#clock.now();
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
    if (!awake) return;
    this.#usage.wake(now);
    this.#loop.start();
  }

  #tick(match: Match, now: number): void {
    const awake = this.#guard(match, () => {
      match.tick(now, () => this.#commit(false));
      this.#reporter?.offer(() => match.report(), now);
      return match.awake(now);
    });
    if (awake === undefined) return;
    // After the tick's sends, so that they don't wait for the disk.
    this.#save(!awake);
    if (awake || this.#match !== match) return;
    this.#usage.sleep(now);
    this.#loop?.stop();
    this.#reporter?.offer(() => match.report(), now, true);
    if (match.spent) this.ctx.waitUntil(this.alarm());
    else this.#ring(CLEAR_AFTER_MS);
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
    try {
      const stored = this.#store.load()?.pages ?? [];
      this.#store.bury(writeFault(match.crashContext(), stored, error, this.#clock.date()));
      this.#ring(KEEP_FAULT_MS);
      return true;
    } catch (failure) {
      // Such as a report that is too big for the disk. The match has ended all the same.
      log.error("fault_unreported", { code: brief(match.spec.code), detail: wordsOf(failure) });
      return false;
    }
  }

  /**
   * Stores what is new.
   * @param all the second that has begun too
   * @throws {Error} the disk did not take it, such as one that is full
   */
  #commit(all: boolean): void {
    if (!this.#match) return;
    // The game is asked how the match stands.
    const unsaved = this.#guard(this.#match, (match) => match.takeUnsaved(all));
    if (!unsaved) return;
    const { header, pages, result } = unsaved;
    // A result's date is for people.
    this.#store.save({ header, pages, result: result && { ...result, at: this.#clock.date() } });
    if (header && result) this.#archivist.file(header);
  }

  /**
   * As `#commit`, for what may be lost in a kill. What the disk does not take now it is given once more: the log begins
   * anew, for what was to be written of it is gone.
   */
  #save(all: boolean): void {
    try {
      this.#commit(all);
    } catch (error) {
      this.#match?.beginLog();
      log.error("match_unsaved", { code: brief(this.#match?.spec.code ?? ""), detail: wordsOf(error) });
    }
  }

  /** Sets the alarm for so many milliseconds from now. */
  #ring(ms: number): void {
    void attemptLater("set an alarm", () => this.ctx.storage.setAlarm(this.#clock.date() + ms));
  }

  /** The file of a round's replay, where this object keeps it; the latest one where no round is named. */
  replay(round: number | undefined): Uint8Array | undefined {
    this.#usage.request();
    return this.#store.replay(round);
  }

  /**
   * The log of the last minute, for a flight of this person's.
   * @param id what the flight is called
   * @param bytes how large what the player sends is
   */
  async traceLog(player: string, id: string, bytes: number): Promise<TraceLog> {
    this.#usage.request();
    if (!this.#match) return { ok: false, reason: "no_match" };
    if (!this.#match.hasSeat(player)) return { ok: false, reason: "not_yours" };
    if (!this.#traceRate.allow(player, this.#clock.now())) return { ok: false, reason: "too_many" };
    if (!this.#quota.allow(player, bytes)) return { ok: false, reason: "enough" };
    this.#save(true);
    const asked = { player, id, at: this.#clock.date() };
    const logged = await logFor(this.#store.recent(LOGGED_PAGES), asked, this.#games);
    if (logged.ok && this.#match) this.#quota.grow(player, logged.log.length);
    return logged;
  }

  /** Keeps a flight: this object has its name, and no match. */
  keepTrace(stored: StoredTrace): void {
    this.#usage.request();
    this.#store.keepTrace(stored);
    this.#ring(KEPT_MS.object);
  }

  /** A part of a trace that this object keeps. The name `trace` is the platform's own: a stub refuses to call it. */
  keptTrace(part: keyof StoredTrace): Uint8Array | undefined {
    this.#usage.request();
    return this.#store.trace(part);
  }

  /** Clears the match away if it has slept since the alarm was set. */
  override async alarm(): Promise<void> {
    this.#usage.request();
    if (this.#loop?.running) {
      this.#ring(CLEAR_AFTER_MS);
      return;
    }
    const code = this.#match?.spec.code;
    this.#match?.end();
    this.#drop();
    await this.#clear(code);
  }

  /** From here on there is no match in memory. */
  #drop(): void {
    this.#usage.sleep(this.#clock.now());
    this.#loop?.stop();
    this.#match = undefined;
    this.#loop = undefined;
    this.#reporter = undefined;
    this.#connections.clear();
  }

  async #clear(code: string | undefined): Promise<void> {
    if (this.#store.retire()) {
      this.#ring(KEPT_MS.object);
    } else {
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
    }
    if (code === undefined) return;
    log.info("match_cleared", { code: brief(code) });
    await this.#forget(code);
  }

  async #forget(code: string): Promise<void> {
    // If it does not hear of it now, it will drop what it has not heard of for long.
    await attemptLater("forget a match", () => this.env.MATCHMAKER.getByName("global").forget(code));
  }
}
