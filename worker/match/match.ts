/**
 * A match: its seats, its world, and what it sends at each tick. Knows no Cloudflare type, no clock and no timer: a shell hands
 * in sockets as ports, bytes as they come, and the time.
 */
import type { MatchAct } from "#shared/monitor/index.ts";
import { CLOSE, type MatchDetail } from "#shared/protocol/index.ts";
import { type Games, keepsOf, type WorldBase } from "#shared/sim/index.ts";
import type { Arrival } from "../broadcast/arrival.ts";
import type { Connection } from "../broadcast/connection.ts";
import { Connections, EXPELLED } from "../broadcast/connections.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";
import { Notices } from "../broadcast/notices.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import { TickClock } from "../broadcast/tick-clock.ts";
import { Attendance } from "./attendance.ts";
import { Course, type CourseSurroundings } from "./course.ts";
import { Hearing } from "./hearing.ts";
import type { Host } from "./host/host.ts";
import { HostDesk } from "./host/host-desk.ts";
import { HostOffice } from "./host/host-office.ts";
import { firstPage } from "./log/journal.ts";
import type { CrashContext, SavedMatch, Unsaved } from "./log/saved.ts";
import type { Looked } from "./look.ts";
import { cryptoEntropy, type Entropy, type MatchNature } from "./nature.ts";
import type { Operator, OperatorData } from "./operator/operator.ts";
import { type Acting, OperatorDesk } from "./operator/operator-desk.ts";
import { begin, type MatchParts, type Resumption, renew, resume } from "./parts.ts";
import { outlookOf, ownSeatOf, peopleOf, reportOf, turnOf } from "./report.ts";
import { Reservations } from "./reservations.ts";
import type { Operated } from "./rpc.ts";
import { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import { Sleep } from "./sleep.ts";
import { Slumber } from "./slumber.ts";
import type { MatchReport, MatchSpec } from "./spec.ts";
import { type Commit, Stepper } from "./stepper.ts";
import { Health } from "./vitals/health.ts";

const OVER: SocketRefusal = { close: CLOSE.over, reason: "this match is over" };

export class Match {
  readonly #seats: Seats;
  readonly #epochs: EpochHistory;
  readonly #roster: MatchRoster;
  readonly #clock: TickClock;
  readonly #connections: Connections;
  readonly #attendance: Attendance;
  readonly #signingKey: Uint8Array;
  /** Undefined in a public match. */
  readonly #host: Host | undefined;
  readonly #office: HostOffice;
  readonly #operator: Operator;
  readonly #operatorDesk: OperatorDesk;
  readonly #notices = new Notices();
  readonly #surroundings: CourseSurroundings;
  readonly #entropy: Entropy;
  readonly #nature: MatchNature;
  /** How punctual its ticks and inputs are. */
  readonly health: Health;
  readonly #slumber: Slumber;
  readonly #stepper: Stepper;
  readonly #hearing: Hearing;
  /** It has come back into memory with sockets that have outlived its sleep in quiet time. */
  readonly #stays: boolean;
  /** How it falls asleep and wakes. */
  readonly sleep: Sleep;
  /** Promises seats to players who ask for one. */
  readonly reservations: Reservations;
  #course: Course;

  private constructor(all: MatchParts) {
    const { seats, epochs, signingKey, endedAt, host, operator, entropy, nature, dated, stays = false, ...parts } = all;
    const { layout } = parts.world;
    this.#seats = seats;
    seats.keptFor = (seat) => this.#course.records.keptFor(seat);
    this.#epochs = epochs;
    this.#host = host;
    this.#operator = operator;
    this.#roster = new MatchRoster(seats, () => this.#course.spectatorDelay.watchers);
    this.#signingKey = signingKey;
    this.#entropy = entropy;
    this.#nature = nature;
    this.health = new Health(layout.tickRate);
    const isHost = (seat: number) => host?.isHost(seats.owner(seat)?.player) === true;
    this.#surroundings = { epochs, roster: this.#roster, signingKey, isHost, seats };
    this.#course = new Course(parts, this.#surroundings);
    this.#clock = new TickClock(1000 / layout.tickRate);
    this.#connections = new Connections(layout, this.#clock, () => this.#world.tick);
    this.#slumber = new Slumber({ seats, connections: this.#connections, course: () => this.#course, dated });
    this.#stays = stays;
    this.reservations = new Reservations({
      ...{ seats, host, operator, only: parts.spec.only },
      isOver: (now) => this.#stepper.isOver(now),
      hasEnded: () => this.#stepper.hasEnded,
      isLive: () => this.#course.records.rounds.status === "live",
      lateJoin: () => this.#world.layout.game.lateJoin ?? "play",
    });
    const shared = { seats, operator, roster: this.#roster, connections: this.#connections };
    this.#attendance = new Attendance({ ...shared, host }, this.#course);
    const [attendance, desk, slumber] = [this.#attendance, new HostDesk(seats, host), this.#slumber];
    const course = () => this.#course;
    this.#office = new HostOffice({ ...shared, host, desk, attendance, course, renew: (spec) => this.#renew(spec) });
    this.#stepper = new Stepper({ ...shared, attendance, desk, nature, slumber, course }, endedAt);
    this.#hearing = new Hearing({ ...shared, attendance, desk, slumber, course, health: this.health });
    const [notices, isOver] = [this.#notices, (now: number) => this.#stepper.isOver(now)];
    this.#operatorDesk = new OperatorDesk({ ...shared, attendance, notices, course, isOver });
    this.sleep = new Sleep({ seats, slumber, stepper: this.#stepper, course });
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
      operator: this.#operator.stored,
    };
  }

  /**
   * What is new since the last call, and must be stored now.
   * @param all the page that has begun too
   */
  takeUnsaved(all: boolean): Unsaved {
    const dated = this.#slumber.takeUnsaved();
    const operator = this.#operator.takeUnsaved();
    return { ...this.#course.records.takeUnsaved(all), ...(dated && { dated }), ...(operator && { operator }) };
  }

  /** What `takeUnsaved` returned could not be stored: the log begins anew here, and the header is due again. */
  beginLog(): void {
    this.#slumber.resave();
    this.#operator.resave();
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

  /** Whether the match wants ticks. */
  awake(now: number): boolean {
    return this.sleep.isAwake(now);
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

  /** It falls asleep: every client knows the world as it is. */
  settle(date: number): void {
    this.#course.broadcaster.settle(this.#world, this.#attendance.readers);
    this.#slumber.settle(date);
  }

  /** It has had as many ticks as a match can have. */
  get spent(): boolean {
    return this.#stepper.spent;
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
    if (!connection.isOperator) this.#slumber.stir(now);
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
    if (!connection.isOperator) this.#slumber.stir(now);
    // Messages that came before the end count: a client that leaves says so and closes its socket, both between two ticks.
    this.#hearing.hear(connection, now);
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
  tick(now: number, commit: Commit = () => {}): void {
    this.#clock.tick(now);
    this.#seats.expire(now);
    this.#seats.rename(now);
    for (const [connection, why] of this.#connections.overdue()) this.#attendance.expel(connection, why, now);
    this.#hearing.hearAll(now);
    this.#office.heed(now);
    const isOver = this.#stepper.isOver(now);
    if (isOver) for (const reader of [...this.#attendance.readers]) this.#attendance.expel(reader, OVER, now);
    this.#notices.deliver();
    if (!this.#stepper.abandon(now, commit)) {
      const isPlayed = this.#seats.here > 0 && !isOver;
      if (!isPlayed && this.#course.spectatorDelay.pending) this.#drain();
      else this.#stepper.step(now, commit);
    }
    this.#course.spectatorDelay.flush(this.#epochs);
    this.#operatorDesk.close(now);
  }

  /** Those who watch behind a delay see what was played to its end. */
  #drain(): void {
    const { broadcaster, spectatorDelay } = this.#course;
    spectatorDelay.drain();
    broadcaster.flush(this.#world, this.#attendance.readers);
  }

  /**
   * An operator of the server acts here. @param commit as of `tick`: also called before any client hears of the act
   * @throws what the game throws
   */
  operate(act: MatchAct, acting: Acting, now: number, commit: Commit): Operated {
    this.#slumber.stir(now);
    this.#seats.expire(now);
    return this.#operatorDesk.operate(act, acting, now, commit);
  }

  /** What operators have done here. */
  get operated(): OperatorData {
    return this.#operator.data;
  }

  /** The match sleeps: a rated round ends if all its players have gone for good since. @param commit as of `tick` */
  expire(now: number, commit: Commit): void {
    this.#seats.expire(now);
    this.#stepper.abandon(now, commit);
  }

  /** Answers what comes in while the match sleeps. The world does not step. */
  rest(now: number): void {
    this.#clock.rest(now);
    for (const connection of this.#connections.all) connection.measure(this.#clock.clock);
    this.#hearing.hearAll(now);
    this.#seats.rename(now);
    this.#notices.deliver();
    this.#course.broadcaster.flush(this.#world, this.#attendance.readers);
    this.#course.spectatorDelay.flush(this.#epochs);
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
    this.#stepper.renew();
  }

  /** What is shown of it to an operator: to be read, and not to be changed. */
  get looked(): Looked {
    const [connections, host, operator] = [this.#connections.all, this.#host?.data, this.#operator.data];
    return { course: this.#course, seats: this.#seats, health: this.health, connections, host, operator };
  }

  report(): MatchReport {
    const status = this.#operator.hasEnded ? "ended" : this.#course.records.rounds.status;
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
    return { ...info, people: peopleOf(this.#seats, now), ...(own && { own }), ...turnOf(this.#world, info.status) };
  }

  /** Closes every socket: the match is cleared away. */
  end(): void {
    this.#attendance.clear(OVER);
  }
}
