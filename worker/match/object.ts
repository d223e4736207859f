/** The Match Durable Object: a shell that gives a match its sockets, its clock, its timer and its disk. */
import { DurableObject } from "cloudflare:workers";
import type { MatchAct, MatchLook } from "#shared/monitor/index.ts";
import type { MatchDetail, MatchStats, Result } from "#shared/protocol/index.ts";
import { CLOSE, QUIET_PING, QUIET_PONG, QUIET_SINCE } from "#shared/protocol/index.ts";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import { type Games, hides } from "#shared/sim/index.ts";
import type { StoredTrace, TraceLog } from "../archive/stored-trace.ts";
import { UsedTickets } from "../auth/used-tickets.ts";
import { type Arrival, readArrival } from "../broadcast/arrival.ts";
import { isLimit } from "../broadcast/connections.ts";
import { dismiss } from "../broadcast/dismiss.ts";
import { type SocketRefusal, TICKET_USED } from "../broadcast/refusals.ts";
import { SocketTable, survivors } from "../broadcast/socket-table.ts";
import { closeSocket, finishClose } from "../broadcast/sockets.ts";
import { type Door, upgrade } from "../broadcast/upgrade.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { matchEvents } from "../metrics/match-events.ts";
import type { AccusedBy, AccusedSeat } from "../reports/rpc.ts";
import { accusedSeat } from "./accused.ts";
import type { DevHooks } from "./dev-hooks.ts";
import { MatchLifecycle } from "./lifecycle.ts";
import type { FaultReport } from "./log/fault-report.ts";
import { MatchStore } from "./log/store.ts";
import { lookOf } from "./look.ts";
import type { Match } from "./match.ts";
import { operatorLog } from "./operator/operator-log.ts";
import type { Asking, Audience, MatchRpc, Named, Operated } from "./rpc.ts";
import type { RunningMatch } from "./running-match.ts";
import { type DatedReservation, type GroupReservation, kindOf, type MatchSpec } from "./spec.ts";
import { TraceLogs } from "./trace-logs.ts";
import { UsageMeter } from "./usage-meter.ts";

/**
 * While a match ticks, at most so much time counts between two readings of the clock, in milliseconds: a clock that is set ahead
 * must not take their seats from players who are away. A machine that was suspended for longer looks the same, and counts so too.
 */
const MOST_STEP_MS = 10_000;

/**
 * A player's client that has not asked for so long whether its sleeping match is still there is gone, in milliseconds. It asks each 20
 * seconds, and in a hidden page once a minute.
 */
const QUIET_SILENT_MS = 180_000;

/** The close code of a line that broke. */
const LOST = 1006;

/** How many rows this storage has written since it was opened, of every kind. SQLite counts them: no writer has to. */
const rowsWritten = ({ sql }: DurableObjectStorage): number =>
  sql.exec<{ rows: number }>("SELECT total_changes() AS rows").one().rows;

/** Whether sockets have outlived the object's sleep. */
const isConnected = (ctx: DurableObjectState): boolean =>
  ctx.getWebSockets().some(({ readyState }) => readyState === WebSocket.OPEN);

export class MatchObject extends DurableObject<Env> implements MatchRpc {
  readonly #clock = new Clock(() => (this.#life?.running?.ticks ? MOST_STEP_MS : Number.POSITIVE_INFINITY));
  readonly #usage: UsageMeter;
  readonly #store: MatchStore;
  readonly #used: UsedTickets;
  readonly #traceLogs: TraceLogs;
  readonly #sockets: SocketTable;
  readonly #games: Games;
  readonly #life: MatchLifecycle;
  /** When a seat was last asked for. */
  #askedAt = 0;

  /**
   * @param games the games whose matches it can be: worker/server.ts hands them in
   * @param dev of a development server
   */
  constructor(ctx: DurableObjectState, env: Env, games: Games, dev?: DevHooks) {
    super(ctx, env);
    this.#usage = new UsageMeter(() => rowsWritten(ctx.storage), this.#clock.date());
    this.#store = new MatchStore(ctx.storage);
    this.#used = new UsedTickets(ctx.storage.sql);
    this.#traceLogs = new TraceLogs(this.#store, ctx.storage.sql, games);
    this.#sockets = new SocketTable(
      (bytes) => this.#usage.out.add(bytes),
      (code) => isLimit(code) && this.#usage.limit(),
    );
    this.#games = games;
    this.#life = new MatchLifecycle({
      ...{ ctx, env, games },
      clock: this.#clock,
      store: this.#store,
      usage: this.#usage,
      sockets: this.#sockets,
      dev,
    });
    // Answered without waking a match that sleeps. Text alone can be, and all other messages are binary.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(QUIET_PING, QUIET_PONG));
    this.#life.resume(isConnected(ctx));
    this.#reconnect();
  }

  get #running(): RunningMatch | undefined {
    return this.#life.running;
  }

  /** Takes in the sockets that outlived this object's sleep. */
  #reconnect(): void {
    const sockets = this.ctx.getWebSockets();
    if (!this.#running) {
      const open = sockets.filter(({ readyState }) => readyState === WebSocket.OPEN);
      for (const socket of open) closeSocket(socket, CLOSE.fault, "the match has failed");
      return;
    }
    for (const [socket, arrival] of survivors(sockets)) {
      const connection = this.#sockets.add(socket, arrival);
      connection.needs = "keyframe";
      this.#askedAt = Math.max(this.#askedAt, arrival.at);
      this.#running?.attempt((match) => match.attach(connection, this.#clock.now()));
    }
    this.#running?.attempt((match) => match.attached(this.#clock.now()));
  }

  /** The match in memory; undefined where there is none. */
  protected get match(): Match | undefined {
    return this.#running?.match;
  }

  /** Another match goes on in the place of the one in memory, with the same sockets: in development. */
  protected goOnWith(match: Match): void {
    const running = this.#life.replace(match);
    running.save(false);
    this.#reconnect();
    running.wake(this.#clock.now());
  }

  /** Milliseconds, as `Match` takes them. */
  protected get now(): number {
    return this.#clock.now();
  }

  create(spec: MatchSpec): boolean {
    this.#usage.request();
    return this.#life.create(spec);
  }

  reserve(player: Asking): DatedReservation {
    const { now, at } = this.#asked();
    const running = this.#running;
    if (!running) return { ok: false, reason: this.#life.outdated ? "updated" : "no_match", at };
    const { spec } = running.match;
    const isNew = !running.match.hasSeat(player.id);
    const reservation = running.match.reservations.reserve(player.id, player.name, now, player.by);
    if (reservation.ok && isNew) matchEvents.seated(spec, 1);
    this.#keep(running, now);
    return { ...reservation, ...kindOf(spec), at, game: spec.game };
  }

  reserveAll(groups: readonly (readonly Named[])[]): GroupReservation {
    const { now, at } = this.#asked();
    const running = this.#running;
    if (!running) return { ok: false, reason: this.#life.outdated ? "updated" : "no_match", at, game: undefined };
    const { spec } = running.match;
    const reservation = running.match.reservations.reserveAll(groups, now);
    if (reservation.ok) matchEvents.seated(spec, reservation.seats.length);
    this.#keep(running, now);
    return { ...reservation, ...kindOf(spec), at, game: spec.game };
  }

  /** A seat is asked for. */
  #asked(): { readonly now: number; readonly at: number } {
    this.#usage.request();
    const now = this.#clock.now();
    this.#askedAt = Math.max(now, this.#askedAt + 1);
    return { now, at: this.#askedAt };
  }

  /** What a request has changed of the seats is stored with the next tick, where there is one. */
  #keep(running: RunningMatch, now: number): void {
    if (running.ticks) return;
    running.rest(now);
    running.save(false);
  }

  audience(player: string): Audience | undefined {
    this.#usage.request();
    const match = this.#running?.match;
    if (!match) return undefined;
    const { game, spectators } = match.report();
    const { mode, queued } = kindOf(match.spec);
    return { plays: match.hasSeat(player), watchers: spectators, game, mode, queued };
  }

  info(player?: string): MatchDetail | undefined {
    this.#usage.request();
    return this.#running?.match.detail(player, this.#clock.now());
  }

  seatsOf(players: readonly string[]): readonly number[] {
    this.#usage.request();
    return this.#running?.match.seatsOf(players) ?? [];
  }

  stats(): MatchStats | undefined {
    this.#usage.request();
    return this.#running && this.#usage.stats(this.#clock.now());
  }

  results(): readonly Result[] {
    this.#usage.request();
    return this.#store.results();
  }

  rating(round: number): RoundRating | undefined {
    this.#usage.request();
    return this.#life.rating(round);
  }

  async fault(asOperator = false): Promise<FaultReport | undefined> {
    this.#usage.request();
    const report = this.#store.fault();
    const game = report && this.#games.get(report.game);
    // It holds all that the match has hidden.
    if (!asOperator && (!game || hides(game))) return undefined;
    if (report) await this.#life.retention.faultFetched();
    return report;
  }

  override async fetch(request: Request): Promise<Response> {
    this.#usage.request();
    const door: Door = {
      name: "match",
      refusal: (arrival) => this.#refusal(arrival),
      enter: (socket, arrival) => this.#enter(socket, arrival),
      gone: (socket) => this.#gone(socket, LOST),
    };
    return upgrade(this.ctx, readArrival(request), door);
  }

  #refusal(arrival: Arrival): SocketRefusal | undefined {
    if (!this.#running) {
      return this.#life.outdated
        ? { close: CLOSE.updated, reason: "an update has ended this match" }
        : { close: CLOSE.noMatch, reason: "there is no such match" };
    }
    if (!this.#used.use(arrival.id, arrival.expires, this.#clock.date())) return TICKET_USED;
    return this.#running.match.refusal(arrival, this.#clock.now());
  }

  #enter(socket: WebSocket, arrival: Arrival): void {
    const now = this.#clock.now();
    const connection = this.#sockets.add(socket, arrival);
    const { recovery } = this.#life;
    if (recovery) {
      if (this.#running) this.#separate(this.#running.match, arrival, now);
      recovery.admit(connection);
      return;
    }
    this.#running?.rouse(now);
    this.#running?.attempt((match) => match.connect(connection, now));
    if (this.#running && connection.open) {
      this.#separate(this.#running.match, arrival, now);
      matchEvents.opened(this.#running.match.spec, arrival.role);
    }
    this.#running?.save(false);
    this.#running?.wake(now);
  }

  /** Keeps relays from showing the match to its players: each relay hears of a new player, and a new relay of all players. */
  #separate(match: Match, { role, player }: Arrival, now: number): void {
    if (role === "operator") return;
    const isRelay = role === "relay";
    const players = isRelay ? match.players : [player];
    const relays = isRelay ? [player] : this.#sockets.relays;
    if (players.length > 0) this.ctx.waitUntil(dismiss(this.env, relays, players, now));
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#usage.in.add(typeof message === "string" ? message.length : message.byteLength);
    const connection = this.#sockets.of(socket);
    if (!connection || !this.#running) return;
    const { recovery } = this.#life;
    if (recovery) {
      recovery.receive(connection, message);
      return;
    }
    const now = this.#clock.now();
    this.#dropSilent(now);
    this.#running.rouse(now);
    this.#running.match.receive(connection, message, now);
    this.#running.wake(now);
  }

  /** Of the players whose match sleeps, those whose clients have not even asked whether it is still there are gone. */
  #dropSilent(now: number): void {
    const running = this.#running;
    if (!running || running.ticks || this.#life.recovery || !running.match.sleep.hasQuietTime) return;
    const date = this.#clock.date();
    const sleptMs = running.match.sleep.sleptMs(date);
    if (sleptMs <= QUIET_SILENT_MS) return;
    for (const socket of this.ctx.getWebSockets()) {
      const connection = this.#sockets.of(socket);
      if (!connection?.open || !connection.isPlayer || connection.arrival.edition < QUIET_SINCE) continue;
      const answered = this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
      if (date - answered > QUIET_SILENT_MS) running.attempt((match) => match.dropSilent(connection, now));
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // The match lets go of it first: whether the platform takes the answer is of no concern to it.
    this.#gone(socket, code);
    finishClose(socket, code);
  }

  override webSocketError(socket: WebSocket): void {
    this.#gone(socket, LOST);
  }

  #gone(socket: WebSocket, code: number): void {
    const connection = this.#sockets.remove(socket);
    if (!connection || !this.#running) return;
    matchEvents.closed(this.#running.match.spec, connection.arrival.role, code);
    const { recovery } = this.#life;
    if (recovery) {
      connection.open = false;
      recovery.remove(connection);
      return;
    }
    const now = this.#clock.now();
    const running = this.#running;
    running.rouse(now);
    running.match.disconnect(connection, now);
    if (running.match.sleep.hasQuietTime) running.wake(now);
    else running.rest(now);
  }

  replay(round: number | undefined): Uint8Array | undefined {
    this.#usage.request();
    return this.#store.replay(round);
  }

  async flightLog(player: string, id: string, bytes: number): Promise<TraceLog> {
    this.#usage.request();
    if (!this.#running) return { ok: false, reason: "no_match" };
    if (!this.#running.match.hasSeat(player)) return { ok: false, reason: "not_yours" };
    const refusal = this.#traceLogs.refusal(player, bytes, this.#clock.now());
    if (refusal) return { ok: false, reason: refusal };
    this.#running.save(true);
    const logged = await this.#traceLogs.log(player, id, this.#clock.date());
    if (logged.ok && this.#running) this.#traceLogs.grow(player, logged.log.length);
    return logged;
  }

  accused(reporter: string, round: number, by: AccusedBy): AccusedSeat {
    this.#usage.request();
    const running = this.#running;
    if (!running) return { ok: false, why: "no_match" };
    // Who has come since the last write is told too.
    running.save(false);
    const { match } = running;
    const { game, mode } = match.spec;
    const begin = this.#store.firstTick;
    const now = match.liveRound;
    const isOn = now !== undefined && begin !== undefined;
    const live = isOn ? { round: now, seconds: Math.floor((match.tickNumber - begin) / match.tickRate) } : undefined;
    return accusedSeat({ sittings: this.#store.sittings, game, mode, live }, reporter, round, by);
  }

  look(tables: boolean): MatchLook | undefined {
    this.#usage.request();
    const running = this.#running;
    if (!running) return undefined;
    const now = this.#clock.now();
    const { sittings } = this.#store;
    const nameOf = (player: string) => sittings.findLast((one) => one.player === player)?.name;
    const looking = { tables, vitals: running.vitals(now), now, id: this.ctx.id.toString(), nameOf };
    return lookOf(running.match.looked, looking);
  }

  async operate(act: MatchAct, by: string): Promise<Operated> {
    this.#usage.request();
    if (!this.#running) return { ok: false, refusal: "there is no such match" };
    if (this.#life.recovery)
      return { ok: false, refusal: "the match has crashed, and waits for its players to come back: try again" };
    return this.#running.operate(act, by);
  }

  async operatorLog(): Promise<Uint8Array | undefined> {
    this.#usage.request();
    const running = this.#running;
    if (!running) return undefined;
    running.save(true);
    return operatorLog(running.match.save().header, this.ctx.id.toString(), this.#store.log(), this.#clock.date());
  }

  code(): string | undefined {
    this.#usage.request();
    return this.#running?.match.spec.code;
  }

  keepTrace(stored: StoredTrace): void {
    this.#usage.request();
    this.#store.keepTrace(stored);
    this.#life.retention.keepTrace();
  }

  keptTrace(part: keyof StoredTrace): Uint8Array | undefined {
    this.#usage.request();
    return this.#store.trace(part);
  }

  override async alarm(): Promise<void> {
    this.#usage.request();
    this.#dropSilent(this.#clock.now());
    await this.#life.ring();
  }
}
