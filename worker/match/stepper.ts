/** Steps the world of a match, and tells players and spectators of each step. Knows no clock. */

import { QUIET_SINCE } from "#shared/protocol/index.ts";
import { advance, skipQuiet, type WorldBase } from "#shared/sim/index.ts";
import type { Connection } from "../broadcast/connection.ts";
import { Watermark } from "../broadcast/watermark.ts";
import type { Attendance } from "./attendance.ts";
import type { Course } from "./course.ts";
import type { HostDesk } from "./host/host-desk.ts";
import { PAGE_S } from "./log/journal.ts";
import type { Due } from "./log/records.ts";
import type { MatchNature } from "./nature.ts";
import type { Operator } from "./operator/operator.ts";
import type { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import type { Slumber } from "./slumber.ts";

/** How long after a round's end the match waits for votes for a rematch, in milliseconds. */
export const AFTERMATH_MS = 60_000;

/**
 * The most ticks of a match: it ends before its clients, which are a second ahead, run out of the 32 bits that an input has for its
 * tick. At 60 a second that is more than two years without a pause.
 */
export const MOST_TICKS = 0xffff0000;

/** Clients of before there was quiet time step each tick of a silence: of a longer one they get a keyframe. In seconds. */
const LONG_S = 10;

const isTooLong = ({ arrival }: Connection, ticks: number, tickRate: number): boolean =>
  arrival.edition < QUIET_SINCE && ticks > LONG_S * tickRate;

/** Is called before any client hears of what must not be lost from then on: `Match.tick`. */
export type Commit = (due: Due) => void;

export interface StepperParts {
  readonly seats: Seats;
  readonly operator: Operator;
  readonly roster: MatchRoster;
  readonly attendance: Attendance;
  readonly desk: HostDesk;
  readonly nature: MatchNature;
  readonly slumber: Slumber;
  /** The match's present one. */
  readonly course: () => Course;
}

export class Stepper {
  readonly #parts: StepperParts;
  /** The version of the roster that spectators are shown. */
  readonly #shownRoster = new Watermark();
  /** The course has not been stored yet. */
  #isNew = false;
  #endedAt: number | undefined;

  /** @param endedAt when the last round has ended, in milliseconds; undefined while another one is on, or none has been */
  constructor(parts: StepperParts, endedAt: number | undefined) {
    this.#parts = parts;
    this.#endedAt = endedAt;
  }

  get #course(): Course {
    return this.#parts.course();
  }

  get #world(): WorldBase {
    return this.#course.world;
  }

  /** A round has ended, and no other has begun. */
  get hasEnded(): boolean {
    return this.#endedAt !== undefined;
  }

  /** A course has begun that is not stored before the next step. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** Another course begins. */
  renew(): void {
    this.#endedAt = undefined;
    this.#isNew = true;
  }

  /** The match has had as many ticks as a match can have. */
  get spent(): boolean {
    return this.#world.tick >= MOST_TICKS;
  }

  /** The world steps no more: the last round has ended before its time, or an operator has ended the match. */
  get isFinished(): boolean {
    return this.#course.records.abandoned || this.#parts.operator.hasEnded;
  }

  /** No round comes any more: the last one has ended, and the time for a rematch too; or the match is finished, or spent. */
  isOver(now: number): boolean {
    return this.spent || this.isFinished || (this.#endedAt !== undefined && now - this.#endedAt > AFTERMATH_MS);
  }

  /** One tick. @param commit as of `Match.tick` */
  step(now: number, commit: Commit): void {
    if (this.isFinished) return;
    const { seats, attendance, desk, nature, roster, slumber } = this.#parts;
    const { backfill, broadcaster, inputBuffer, presence, records, spec, spectatorDelay } = this.#course;
    backfill.update(seats, this.#world.tick);
    const { status: before } = records.rounds;
    nature.begin(this.#world.currentSeed);
    advance(this.#world, inputBuffer.fill(seats), nature);
    seats.seen();
    slumber.stepped();
    presence.tick(records.rounds.status === "live");
    const due = records.write(now, this.#pageS(), 1, nature.ofTick.draws);
    nature.heed(before, records.rounds.status);
    if (due || this.#isNew) commit(due ?? "begin");
    this.#isNew = false;
    this.#endedAt = records.rounds.status === "ended" ? (this.#endedAt ?? now) : undefined;
    desk.tell(attendance.players, spec.delay);
    if (this.#shownRoster.take(roster.version)) spectatorDelay.tell(roster.roster());
    if (broadcaster.tick(this.#world, attendance.readers) > 0) records.hasten();
    spectatorDelay.write(this.#world);
  }

  /** So many quiet ticks at once. */
  pass(now: number, ticks: number): void {
    const { readers } = this.#parts.attendance;
    const { broadcaster, records, spectatorDelay } = this.#course;
    skipQuiet(this.#world, ticks);
    records.write(now, this.#pageS(), ticks);
    for (const reader of readers) if (isTooLong(reader, ticks, this.#world.layout.tickRate)) reader.restart();
    broadcaster.tick(this.#world, readers, ticks);
    spectatorDelay.write(this.#world, ticks);
  }

  /** All players have gone for good from a rated round: it ends. @returns whether that is so @param commit as of `Match.tick` */
  abandon(now: number, commit: Commit): boolean {
    const { records } = this.#course;
    if (!records.isRatedLive || this.#parts.seats.owned > 0) return false;
    records.abandon(now);
    commit("end");
    return true;
  }

  /** Two players who can give the tail back are enough: it is not lost with one of them. */
  #pageS(): number {
    let holders = 0;
    for (const player of this.#parts.attendance.players) if (player.holdsTail) holders += 1;
    return holders < 2 ? PAGE_S.short : PAGE_S.long;
  }
}
