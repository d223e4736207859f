/**
 * The sleep of a match in quiet time: whether it may sleep, when it must wake by itself, and which ticks have passed meanwhile.
 * Knows no clock. docs/decisions/sleep.md
 */
import { holdInputs, quietTicks, TableView, type WorldBase } from "#shared/sim/index.ts";
import type { Connections } from "../broadcast/connections.ts";
import type { Course } from "./course.ts";
import type { Seats } from "./seats/seats.ts";
import { type DatedTick, TickDates } from "./tick-dates.ts";

/** So long after something was done, or came in, the match stays awake: more may follow. Milliseconds. */
export const LINGER_MS = 500;
/** For less quiet time than this it does not sleep, in seconds. */
const LEAST_S = 1;
/** For so long it ticks where no player is connected, to come to rest, in seconds. */
const ALONE_S = 30;
/** Where players are connected it looks after their sockets so often, in milliseconds. */
export const LOOK_MS = 3_600_000;

export interface SlumberParts {
  readonly seats: Seats;
  readonly connections: Connections;
  /** The match's present one. */
  readonly course: () => Course;
  readonly dated?: DatedTick | undefined;
}

export class Slumber {
  readonly #parts: SlumberParts;
  readonly #dates: TickDates;
  readonly #period: number;
  #inputs: TableView | undefined;
  #stirredAt = Number.NEGATIVE_INFINITY;
  /** Ticks in a row that were stepped without a player. */
  #alone = 0;
  /** Ticks are being made up for: that the world is not quiet just now does not end that. */
  #isBehind = false;
  #isUnsaved = false;

  constructor(parts: SlumberParts) {
    this.#parts = parts;
    const { tickRate } = parts.course().world.layout;
    this.#period = 1000 / tickRate;
    this.#dates = new TickDates(tickRate, parts.dated);
  }

  get #world(): WorldBase {
    return this.#parts.course().world;
  }

  /** Whether the game has quiet time at all. */
  get isPossible(): boolean {
    return this.#world.layout.game.quietUntil !== undefined;
  }

  /** Something was done, or has come in. */
  stir(now: number): void {
    this.#stirredAt = now;
  }

  /** A tick was stepped. */
  stepped(): void {
    this.#alone = this.#parts.seats.here > 0 ? 0 : this.#alone + 1;
  }

  /** How many of the next ticks are quiet if no seat changes. */
  #quietTicks(): number {
    const world = this.#world;
    // The host may have begun another world.
    if (this.#inputs?.placed !== world.seatTable.placed)
      this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
    const inputs = this.#inputs;
    holdInputs(inputs, world.seatTable);
    return quietTicks(world, inputs);
  }

  /** Players have seats, but none of them is connected: whether the match goes on to come to rest. */
  get goesOnAlone(): boolean {
    const { seats } = this.#parts;
    return this.isPossible && seats.owned > 0 && this.#alone < (ALONE_S * 1000) / this.#period;
  }

  /** Whether nothing happens by itself for a while, and nothing waits: the match may sleep, and its ticks go on. */
  isQuiet(now: number): boolean {
    if (!this.isPossible || now - this.#stirredAt < LINGER_MS) return false;
    const { seats, connections } = this.#parts;
    const { backfill, inputBuffer, spectatorDelay } = this.#parts.course();
    // Spectators are shown each tick.
    if (spectatorDelay.relays.size > 0 || spectatorDelay.pending) return false;
    if (seats.freeAt <= now || seats.isRenaming || backfill.waits(seats) || !inputBuffer.isHeld(seats)) return false;
    for (const connection of connections.all)
      if (!connection.isOperator && (connection.hasNews || connection.needs !== "frames" || connection.clogged))
        return false;
    return this.#quietTicks() * this.#period >= LEAST_S * 1000;
  }

  /** The match ticks from here on: what was not made up for stays so. */
  woke(date: number): void {
    if (this.isPossible && this.#dates.set(this.#world.tick + 1, date)) this.#isUnsaved = true;
  }

  /** The match falls asleep at this tick. */
  settle(date: number): void {
    if (!this.isPossible) return;
    this.#alone = 0;
    if (this.#dates.set(this.#world.tick, date)) this.#isUnsaved = true;
  }

  /** What must be stored of it. */
  takeUnsaved(): DatedTick | undefined {
    const { data } = this.#dates;
    const unsaved = this.#isUnsaved ? data : undefined;
    this.#isUnsaved = false;
    return unsaved;
  }

  /** What was taken could not be stored. */
  resave(): void {
    this.#isUnsaved = this.#dates.data !== undefined;
  }

  /**
   * When a match that sleeps must wake by itself: something happens, a seat is free, or it is time to look after the sockets.
   * @returns milliseconds since 1970; undefined where time does not pass for it
   */
  wakesAt(now: number, date: number): number | undefined {
    const { seats } = this.#parts;
    if (!this.isPossible || seats.owned === 0) return undefined;
    const due = this.#dates.dateOf(this.#world.tick + this.#quietTicks() + 1);
    if (due === undefined) return undefined;
    const look = seats.here > 0 ? date + LOOK_MS : Number.POSITIVE_INFINITY;
    const wakes = Math.min(due, look, date + Math.max(0, seats.freeAt - now));
    return Number.isFinite(wakes) ? wakes : undefined;
  }

  /**
   * The ticks that have passed while the match slept, up to the one that is due last: that one is stepped as any other.
   * @returns how many ticks may pass at once, 0 = the next one must be stepped; undefined where none are left
   */
  next(now: number, date: number): number | undefined {
    const world = this.#world;
    const { seats } = this.#parts;
    const target = this.isPossible ? this.#dates.tickAt(date) : undefined;
    const left = (target ?? 0) - 1 - world.tick;
    const quiet = left > 0 && seats.owned > 0 ? this.#quietTicks() : 0;
    if (left <= 0 || seats.owned === 0 || (quiet === 0 && !this.#isBehind)) {
      this.#isBehind = false;
      return undefined;
    }
    this.#isBehind = true;
    this.#alone = 0;
    // A seat that is free before then changes the world.
    const free = Math.ceil((seats.freeAt - this.timeOf(now, date)) / this.#period);
    return Math.max(0, Math.min(quiet, left, free));
  }

  /** How long ago the world's tick was due, in milliseconds. */
  sleptMs(date: number): number {
    return Math.max(0, date - (this.#dates.dateOf(this.#world.tick) ?? date));
  }

  /** When the world's tick was due, by the clock that goes as `now`. */
  timeOf(now: number, date: number): number {
    return Math.min(now, now - date + (this.#dates.dateOf(this.#world.tick) ?? date));
  }

  /** By how much the next tick is late, in milliseconds. */
  lateness(date: number): number {
    const due = this.isPossible ? this.#dates.dateOf(this.#world.tick + 1) : undefined;
    return due === undefined ? 0 : Math.max(0, date - due);
  }
}
