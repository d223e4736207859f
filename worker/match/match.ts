/**
 * A match: its seats, its world, and what it sends at each tick. Knows no Cloudflare type, no clock and no timer: a shell hands
 * in sockets as ports, bytes as they come, and the time.
 */
import { CLOSE, type HostAct, type Input, type MatchDetail, QUIET_SINCE, REFUSED } from "#shared/protocol/index.ts";
import { advance, type Games, keepsOf, skipQuiet, type WorldBase } from "#shared/sim/index.ts";
import type { Arrival } from "../broadcast/arrival.ts";
import type { Connection } from "../broadcast/connection.ts";
import { Connections, EXPELLED, type Received } from "../broadcast/connections.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import { TickClock } from "../broadcast/tick-clock.ts";
import { Watermark } from "../broadcast/watermark.ts";
import { Attendance, REMOVAL } from "./attendance.ts";
import { Course, type CourseSurroundings } from "./course.ts";
import type { Host } from "./host/host.ts";
import { doHostAct, type HostDeeds } from "./host/host-acts.ts";
import { HostDesk } from "./host/host-desk.ts";
import { firstPage, PAGE_S } from "./log/journal.ts";
import type { Due } from "./log/records.ts";
import type { CrashContext, SavedMatch, Unsaved } from "./log/saved.ts";
import { cryptoEntropy, type Entropy, type MatchNature } from "./nature.ts";
import { begin, type MatchParts, type Resumption, renew, resume } from "./parts.ts";
import { outlookOf, ownSeatOf, peopleOf, reportOf, turnOf } from "./report.ts";
import { Reservations } from "./reservations.ts";
import { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import { Slumber } from "./slumber.ts";
import type { MatchReport, MatchSpec } from "./spec.ts";

/** How long after a round's end the match waits for votes for a rematch, in milliseconds. */
export const AFTERMATH_MS = 60_000;

/**
 * The most ticks of a match: it ends before its clients, which are a second ahead, run out of the 32 bits that an input has for its
 * tick. At 60 a second that is more than two years without a pause.
 */
export const MOST_TICKS = 0xffff0000;

/** After so many steps that it has to make up for, the match lets other work be done. */
const MOST_STEPS = 2000;
/** Clients of before there was quiet time step each tick of a silence: of a longer one they get a keyframe. In seconds. */
const LONG_S = 10;

const isTooLong = ({ arrival }: Connection, ticks: number, tickRate: number): boolean =>
  arrival.edition < QUIET_SINCE && ticks > LONG_S * tickRate;

const OVER: SocketRefusal = { close: CLOSE.over, reason: "this match is over" };

export class Match {
  readonly #seats: Seats;
  readonly #epochs: EpochHistory;
  readonly #roster: MatchRoster;
  /** The version of the roster that spectators are shown. */
  readonly #shownRoster = new Watermark();
  readonly #clock: TickClock;
  readonly #connections: Connections;
  readonly #attendance: Attendance;
  readonly #signingKey: Uint8Array;
  /** Undefined in a public match. */
  readonly #host: Host | undefined;
  readonly #desk: HostDesk;
  readonly #surroundings: CourseSurroundings;
  readonly #entropy: Entropy;
  readonly #nature: MatchNature;
  readonly #slumber: Slumber;
  /** It has come back into memory with sockets that have outlived its sleep in quiet time. */
  readonly #stays: boolean;
  /** Promises seats to players who ask for one. */
  readonly reservations: Reservations;
  #course: Course;
  /** The course has not been stored yet. */
  #isNew = false;
  /** When the last round ended, in milliseconds; undefined while another one is on, or none has been. */
  #endedAt: number | undefined;

  private constructor(all: MatchParts) {
    const { seats, epochs, signingKey, endedAt, host, entropy, nature, dated, stays = false, ...parts } = all;
    const { layout } = parts.world;
    this.#seats = seats;
    seats.keptFor = (seat) => this.#course.records.keptFor(seat);
    this.#epochs = epochs;
    this.#endedAt = endedAt;
    this.#host = host;
    this.#roster = new MatchRoster(seats, () => this.#course.spectatorDelay.watchers);
    this.#signingKey = signingKey;
    this.#entropy = entropy;
    this.#nature = nature;
    const isHost = (seat: number) => host?.isHost(seats.owner(seat)?.player) === true;
    this.#surroundings = { epochs, roster: this.#roster, signingKey, isHost, seats };
    this.#course = new Course(parts, this.#surroundings);
    this.#clock = new TickClock(1000 / layout.tickRate);
    this.#connections = new Connections(layout, this.#clock, () => this.#world.tick);
    this.#desk = new HostDesk(seats, host);
    this.#slumber = new Slumber({ seats, connections: this.#connections, course: () => this.#course, dated });
    this.#stays = stays;
    this.reservations = new Reservations({
      ...{ seats, host, only: parts.spec.only },
      isOver: (now) => this.#isOver(now),
      hasEnded: () => this.#endedAt !== undefined,
      isLive: () => this.#course.records.rounds.status === "live",
      lateJoin: () => this.#world.layout.game.lateJoin ?? "play",
    });
    const { roster, connections } = { roster: this.#roster, connections: this.#connections };
    this.#attendance = new Attendance({ seats, roster, connections, host }, this.#course);
  }

  get spec(): MatchSpec {
    return this.#course.spec;
  }

  get #world(): WorldBase {
    return this.#course.world;
  }

  /** Its world, to be looked at: in development. */
  get world(): WorldBase {
    return this.#course.world;
  }

  /**
   * A new match.
   * @param entropy that of the platform; another one is for tests
   * @throws {RangeError} `games` has no such game, or a setting is out of range
   */
  static create(spec: MatchSpec, seed: number, games: Games, entropy: Entropy = cryptoEntropy()): Match {
    return new Match(begin(spec, seed, games, entropy));
  }

  /**
   * The match that was saved; undefined where it can't go on under this build's rules.
   * @throws {Error} the pages are damaged
   */
  static restore(saved: SavedMatch, now: number, games: Games, how?: Resumption): Match | undefined {
    const parts = resume(saved, now, games, how);
    return parts && new Match(parts);
  }

  /** All of it, as of this tick. */
  save(): SavedMatch {
    return {
      header: this.#course.records.header(),
      pages: [firstPage(this.#world, this.#course.records.turnout)],
      signingKey: this.#signingKey,
    };
  }

  /**
   * What is new since the last call, and must be stored now.
   * @param all the page that has begun too
   */
  takeUnsaved(all: boolean): Unsaved {
    const dated = this.#slumber.takeUnsaved();
    return { ...this.#course.records.takeUnsaved(all), ...(dated && { dated }) };
  }

  /** What `takeUnsaved` returned could not be stored: the log begins anew here, and the header is due again. */
  beginLog(): void {
    this.#slumber.resave();
    this.#course.records.begin();
  }

  /** For the report of a fault: the log since the last `takeUnsaved`, and the tick that was tried last. */
  crashContext(): CrashContext {
    return {
      header: this.#course.records.header(),
      pages: this.#course.records.untaken(),
      ...this.#course.inputBuffer.last,
      nature: this.#nature.ofTick,
    };
  }

  get tickRate(): number {
    return this.#world.layout.tickRate;
  }

  get tickNumber(): number {
    return this.#world.tick;
  }

  /** The number of the round that is on; undefined where none is. */
  get liveRound(): number | undefined {
    const { ended, status } = this.#course.records.rounds;
    return status === "live" ? ended + 1 : undefined;
  }

  /** Whether the match wants ticks: it is played, and not quiet; or what was played has not been shown to its end. */
  awake(now: number): boolean {
    if (this.#course.spectatorDelay.pending) return true;
    const goesOnAlone = this.#endedAt === undefined && !this.#isOver(now) && this.#slumber.goesOnAlone;
    return (this.#isPlayed(now) || goesOnAlone) && !this.#isQuiet(now);
  }

  /** After a round's end it stays awake for votes. */
  #isQuiet(now: number): boolean {
    return this.#endedAt === undefined && !this.#isNew && this.#slumber.isQuiet(now);
  }

  /** Whether the game has quiet time: then its players are connected while it sleeps. */
  get hasQuietTime(): boolean {
    return this.#slumber.isPossible;
  }

  /** How long it has slept in quiet time, in milliseconds. */
  sleptMs(date: number): number {
    return this.#slumber.sleptMs(date);
  }

  /** The player's client has not asked for long whether the match is still there. */
  dropSilent(connection: Connection, now: number): void {
    this.#slumber.stir(now);
    this.#attendance.expel(connection, EXPELLED.silent, now);
  }

  /** How long it is kept without its players, in milliseconds. */
  get keptMs(): number {
    const { game, config } = this.#world.layout;
    return keepsOf(game, config).match * 1000;
  }

  /** How many players are connected. */
  get here(): number {
    return this.#seats.here;
  }

  /**
   * It has slept: lets the ticks pass that are over, up to the last one that is due, which `tick` steps.
   * @param date milliseconds since 1970
   * @returns whether there are more: so much was to be made up for that the caller should let other work be done first
   */
  catchUp(now: number, date: number, commit: (due: Due) => void = () => {}): boolean {
    for (let stepped = 0; stepped < MOST_STEPS; ) {
      const quiet = this.#slumber.next(now, date);
      if (quiet === undefined) return false;
      const at = this.#slumber.timeOf(now, date);
      if (quiet > 0) this.#pass(at, quiet);
      else {
        this.#seats.expire(at);
        this.#step(at, commit);
        stepped += 1;
      }
    }
    return true;
  }

  /** So many quiet ticks at once. */
  #pass(now: number, ticks: number): void {
    const { broadcaster, records, spectatorDelay } = this.#course;
    skipQuiet(this.#world, ticks);
    records.write(now, this.#pageS(), ticks);
    for (const player of this.#attendance.players) if (isTooLong(player, ticks, this.tickRate)) player.restart();
    broadcaster.tick(this.#world, this.#attendance.players, ticks);
    spectatorDelay.write(this.#world, ticks);
  }

  /** It begins to tick. @returns by how much the next tick is late, in milliseconds */
  wakes(date: number): number {
    this.#slumber.woke(date);
    return this.#slumber.lateness(date);
  }

  /** It falls asleep: every client knows the world as it is. */
  settle(date: number): void {
    this.#course.broadcaster.settle(this.#world, this.#attendance.players);
    this.#slumber.settle(date);
  }

  /** When it must wake by itself, while it sleeps: milliseconds since 1970; undefined where time does not pass for it. */
  wakesAt(now: number, date: number): number | undefined {
    return this.#isOver(now) ? undefined : this.#slumber.wakesAt(now, date);
  }

  /** It has had as many ticks as a match can have. */
  get spent(): boolean {
    return this.#world.tick >= MOST_TICKS;
  }

  /** A player is connected, and the match is not over. */
  #isPlayed(now: number): boolean {
    return this.#seats.here > 0 && !this.#isOver(now);
  }

  /** The last round has ended, and the time for a rematch too; or the match is spent. */
  #isOver(now: number): boolean {
    return (
      this.spent ||
      this.#course.records.abandoned ||
      (this.#endedAt !== undefined && now - this.#endedAt > AFTERMATH_MS)
    );
  }

  /** Whether this player has a seat here, so that they may not see what the others do. */
  hasSeat(player: string): boolean {
    return this.#seats.ownedBy(player) >= 0;
  }

  /** The seats of those of these players who have one. */
  seatsOf(players: readonly string[]): number[] {
    return players.map((player) => this.#seats.ownedBy(player)).filter((seat) => seat >= 0);
  }

  /** The ids of players who have a seat. */
  get players(): string[] {
    return this.#seats.owners.flatMap((owner) => (owner ? [owner.player] : []));
  }

  /** Why a socket whose ticket is good is not let in; undefined where it is. */
  refusal(arrival: Arrival, now: number): SocketRefusal | undefined {
    return this.#attendance.refusal(arrival, now);
  }

  /** Takes in a socket whose ticket is good, and closes an older one for the same seat. One that `refusal` refuses is closed. */
  connect(connection: Connection, now: number): void {
    this.#slumber.stir(now);
    connection.since = connection.arrival.since;
    this.#attendance.admit(connection, now);
  }

  /** Takes in a socket that was connected before, and outlived this object's sleep. */
  attach(connection: Connection, now: number): void {
    if (this.#stays) {
      this.#attendance.stay(connection, now);
      return;
    }
    connection.needs = "welcome";
    this.#attendance.admit(connection, now);
  }

  /** All sockets that have outlived the sleep are attached. */
  attached(now: number): void {
    this.#attendance.lost(now);
  }

  /** The socket has gone. */
  disconnect(connection: Connection, now: number): void {
    this.#slumber.stir(now);
    // Messages that came before the end count: a client that leaves says so and closes its socket, both between two ticks.
    this.#hear(connection, now);
    this.#attendance.remove(connection, now);
  }

  /** Keeps a message for the next tick. A client that sends something else is expelled. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    const why = this.#connections.receive(connection, message, now);
    if (why) this.#attendance.expel(connection, why, now);
  }

  /**
   * One tick: reads what has come in, steps the world, and sends.
   * @param commit is called before any client hears that this tick has begun or ended a round, of a world that the host has
   * begun, or, in a game that has secrets, of what was drawn or said: from then on it must not be lost
   */
  tick(now: number, commit: (due: Due) => void = () => {}): void {
    this.#clock.tick(now);
    this.#seats.expire(now);
    this.#seats.rename(now);
    for (const [connection, why] of this.#connections.overdue()) this.#attendance.expel(connection, why, now);
    this.#hearAll(now);
    this.#heedHost(now);
    if (this.#isOver(now))
      for (const player of [...this.#attendance.players]) this.#attendance.expel(player, OVER, now);
    if (this.#isAbandoned) this.#abandon(now, commit);
    else if (!this.#isPlayed(now) && this.#course.spectatorDelay.pending) this.#course.spectatorDelay.drain();
    else this.#step(now, commit);
    this.#course.spectatorDelay.flush(this.#epochs);
  }

  #step(now: number, commit: (due: Due) => void): void {
    this.#course.backfill.update(this.#seats, this.#world.tick);
    const { status: before } = this.#course.records.rounds;
    this.#nature.begin(this.#world.currentSeed);
    advance(this.#world, this.#course.inputBuffer.fill(this.#seats), this.#nature);
    this.#seats.seen();
    this.#slumber.stepped();
    this.#course.presence.tick(this.#course.records.rounds.status === "live");
    const due = this.#course.records.write(now, this.#pageS(), 1, this.#nature.ofTick.draws);
    this.#nature.heed(before, this.#course.records.rounds.status);
    if (due || this.#isNew) commit(due ?? "begin");
    this.#isNew = false;
    this.#endedAt = this.#course.records.rounds.status === "ended" ? (this.#endedAt ?? now) : undefined;
    this.#desk.tell(this.#attendance.players, this.spec.delay);
    if (this.#shownRoster.take(this.#roster.version)) this.#course.spectatorDelay.tell(this.#roster.roster());
    if (this.#course.broadcaster.tick(this.#world, this.#attendance.players) > 0) this.#course.records.hasten();
    this.#course.spectatorDelay.write(this.#world);
  }

  /** All players have gone for good from a rated round. */
  get #isAbandoned(): boolean {
    return this.#course.records.isRatedLive && this.#seats.owned === 0;
  }

  /** The match sleeps: a rated round ends if all its players have gone for good since. @param commit as of `tick` */
  expire(now: number, commit: (due: Due) => void): void {
    this.#seats.expire(now);
    if (this.#isAbandoned) this.#abandon(now, commit);
  }

  #abandon(now: number, commit: (due: Due) => void): void {
    this.#course.records.abandon(now);
    commit("end");
  }

  /** Two players who can give the tail back are enough: it is not lost with one of them. */
  #pageS(): number {
    let holders = 0;
    for (const player of this.#attendance.players) if (player.holdsTail) holders += 1;
    return holders < 2 ? PAGE_S.short : PAGE_S.long;
  }

  /** Answers what comes in while the match sleeps. The world does not step. */
  rest(now: number): void {
    this.#clock.rest(now);
    for (const connection of this.#connections.all) connection.measure(this.#clock.clock);
    this.#hearAll(now);
    this.#seats.rename(now);
    this.#course.broadcaster.flush(this.#world, this.#attendance.players);
    this.#course.spectatorDelay.flush(this.#epochs);
  }

  #hearAll(now: number): void {
    for (const connection of [...this.#connections.all]) if (connection.hasNews) this.#hear(connection, now);
  }

  #hear(connection: Connection, now: number): void {
    for (const { message, at } of this.#connections.drain(connection, now)) this.#obey(connection, message, at, now);
  }

  #obey(connection: Connection, message: Received, at: number, now: number): void {
    const { isPlayer } = connection;
    this.#slumber.stir(now);
    if (message.type === "input" && isPlayer) {
      this.#input(connection, message.inputs, at, now);
    } else if (message.type === "commands" && isPlayer) {
      this.#course.presence.commanded(connection.seat);
      this.#course.inputBuffer.command(connection, message.commands, now);
    } else if (message.type === "leave") {
      this.#attendance.expel(connection, EXPELLED.left, now);
      if (isPlayer) this.#seats.free(connection.seat);
    } else if (message.type === "host" && isPlayer) {
      this.#desk.take(connection, message.act);
    } else if (message.type === "watchers" && !isPlayer) {
      connection.watchers = message.count;
      this.#roster.watchersChanged();
    } else {
      this.#attendance.expel(connection, message.type === "malformed" ? EXPELLED.malformed : EXPELLED.notYours, now);
    }
  }

  /** Does what the host has asked for since the last tick. */
  #heedHost(now: number): void {
    this.#host?.update(this.#seats, this.#world.tick, this.tickRate);
    for (const { connection, act } of this.#desk.takeAll()) {
      const reason = this.#desk.allows(connection, now) ? this.#hostAct(connection, act, now) : REFUSED.hostTooOften;
      if (reason !== undefined && connection.open) this.#connections.refuse(connection, reason, now);
    }
  }

  #hostAct({ arrival: { player } }: Connection, act: HostAct, now: number): number | undefined {
    const host = this.#host;
    if (!host) return REFUSED.notHost;
    const { spec, world, records } = this.#course;
    const deeds: HostDeeds = {
      ...{ spec, world, host, seats: this.#seats, isLive: records.rounds.status === "live" },
      remove: (seat) => this.#remove(seat, now),
      arrange: (places) => {
        this.#seats.arrange(places, world.tick + 1);
        this.#attendance.reseat();
      },
      renew: (next) => this.#renew(next),
    };
    return doHostAct(act, player, deeds);
  }

  #remove(seat: number, now: number): void {
    const { player } = this.#seats.owner(seat) ?? {};
    const connection = this.#attendance.playerIn(seat);
    if (connection) this.#attendance.expel(connection, REMOVAL, now);
    this.#seats.free(seat);
    if (player !== undefined) this.#seats.withdraw(player);
  }

  /** The match begins anew under another spec. */
  #renew(spec: MatchSpec): void {
    const epochs = new EpochHistory(this.#epochs.data);
    const { world, records } = this.#course;
    const [seats, host] = [this.#seats, this.#host];
    const signingKey = this.#signingKey;
    const parts = renew(
      { ...{ spec: this.spec, world, records, seats, host, signingKey }, epochs: this.#epochs, entropy: this.#entropy },
      spec,
    );
    this.#course = new Course(parts, this.#surroundings);
    this.#attendance.become(this.#course, epochs);
    this.#endedAt = undefined;
    this.#isNew = true;
  }

  #input(connection: Connection, inputs: readonly Input[], at: number, now: number): void {
    if (!this.#course.inputBuffer.add(connection, inputs, now - at, now)) {
      this.#connections.refuse(connection, REFUSED.tickOutOfRange, now);
      return;
    }
    this.#course.presence.heard(connection.seat, inputs);
    if (connection.refusal === REFUSED.tickOutOfRange) {
      // The client has sent newer inputs since, and these count.
      connection.refusal = undefined;
    }
  }

  report(): MatchReport {
    const { status } = this.#course.records.rounds;
    return reportOf(this.spec, this.#seats, { status, spectators: this.#course.spectatorDelay.watchers });
  }

  /** As `report`, with what its pool weighs. @throws what the game throws */
  standing(): MatchReport {
    return { ...this.report(), ...outlookOf(this.#world, this.#seats) };
  }

  /** How it stands, for a client that has its code. @param player the one who asks, if they have said so. @throws what the game throws */
  detail(player: string | undefined, now: number): MatchDetail {
    const { playerIds: _, ...info } = this.report();
    const own = player === undefined ? undefined : ownSeatOf(this.#seats, player, now);
    return { ...info, people: peopleOf(this.#seats, now), ...(own && { own }), ...turnOf(this.#world) };
  }

  /** Closes every socket: the match is cleared away. */
  end(): void {
    this.#attendance.clear(OVER);
  }
}
