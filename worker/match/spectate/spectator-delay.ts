/**
 * Holds the match back for its spectators: its log as a spectator may know it, some seconds behind. Only relays read it. Frames
 * that are not due stay here, so that no spectator can have them too early.
 */
import { type Frame, keyframe, LogReader, LogWriter, Mask } from "#shared/log/index.ts";
import { eachPassed, type Layout, type WorldBase } from "#shared/sim/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { EpochHistory, EpochHistoryData } from "#worker/broadcast/epoch-history.ts";
import { encodeFrame, encodeKeyframe, encodeWelcome, HASH_EVERY } from "#worker/broadcast/stream.ts";
import { MAX_CATCH_UP } from "../tick-loop.ts";

/** Without a delay frames are kept for so long after the last relay has gone, in seconds: it may only have lost its connection. */
const KEPT_S = 3;
/** A relay begins so long before the newest frame that is due, in seconds: a spectator who comes back may be a little behind. */
const BACK_S = 3;
/** How many messages a second relays get, where the delay leaves the time for it. */
const MESSAGES_S = 10;
/** With less delay than this each tick is sent at once, in seconds. */
const HURRY_S = 1;
/** How many relays a match takes. */
export const MAX_RELAYS = 32;

/** How much of its log a match needs to show its spectators, in seconds. @param delayS how far behind they are, in seconds */
export const shownFrom = (delayS: number): number => (delayS === 0 ? 0 : Math.ceil(delayS + BACK_S + 1));

interface Entry {
  /** The tick that it leads to. */
  readonly tick: number;
  readonly frame: Frame;
  readonly bytes: Uint8Array;
  /** The roster from this tick on, where it has changed. */
  readonly roster: Uint8Array | undefined;
}

/** A world and the worlds before it, as far as they are kept, oldest first. */
function pastOf(world: WorldBase): WorldBase[] {
  const past = [world];
  for (let before = world.past.at(world.tick - 1); before; before = world.past.at(before.tick - 1))
    past.unshift(before);
  return past;
}

/** The world before the one that the host has begun. */
interface Before {
  readonly delay: SpectatorDelay;
  readonly epochs: EpochHistory;
  /** The one that follows. */
  readonly next: WorldBase;
}

export class SpectatorDelay {
  readonly #layout: Layout;
  readonly #delayS: number;
  /** How far the spectators are behind, in ticks. The loop may make up for some ticks at once, so as many more are held back. */
  readonly #delay: number;
  readonly #back: number;
  /** How many ticks go into a message. */
  readonly #batch: number;
  readonly #relays = new Set<Connection>();
  /** The world at which a new relay begins. */
  readonly #base: LogReader;
  /** Undefined where spectators may know everything. */
  readonly #mask: Mask | undefined;
  #writer: LogWriter | undefined;
  /** The frames since the base, oldest first. */
  readonly #entries: Entry[] = [];
  /** How many entries are due; less than 0 while the base itself is not. */
  #due = 0;
  /** The tick up to which all relays have been sent the frames. */
  #sent = -1;
  /** The last tick at which there was a relay. */
  #looked = Number.NEGATIVE_INFINITY;
  /** The roster at the base, and the one that goes with the next frame. */
  #baseRoster: Uint8Array = new Uint8Array();
  #roster: Uint8Array | undefined;
  /** Relays are still shown the world before this one, to its end. */
  #before: Before | undefined;

  /** @param delayS in seconds */
  constructor(layout: Layout, delayS: number) {
    this.#layout = layout;
    this.#delayS = delayS;
    this.#delay = delayS === 0 ? 0 : Math.ceil(delayS * layout.tickRate) + MAX_CATCH_UP;
    this.#back = BACK_S * layout.tickRate;
    this.#batch = delayS < HURRY_S ? 1 : Math.max(1, Math.trunc(layout.tickRate / MESSAGES_S));
    this.#base = new LogReader(layout);
    const { view } = layout.game;
    this.#mask = view && new Mask(layout, view.of(layout.config, -1));
  }

  /** Without a delay relays begin with the present, so nothing is kept while there is no relay. */
  #rests(tick: number): boolean {
    if (this.#relays.size > 0) this.#looked = tick;
    return this.#delay === 0 && tick - this.#looked >= KEPT_S * this.#layout.tickRate;
  }

  /** There are frames that are not due yet, and relays to show them to. */
  get pending(): boolean {
    return this.#before?.delay.pending === true || (this.#relays.size > 0 && this.#due < this.#entries.length);
  }

  /**
   * The host has begun the match anew: relays are shown the world before to its end, and then this one.
   * @param next the world that this delay began with
   * @param epochs of the world before
   */
  follow(delay: SpectatorDelay, next: WorldBase, epochs: EpochHistory): void {
    this.#before = { delay, epochs, next };
    this.#takeOver();
  }

  /** Takes over the relays once they have seen the world before to its end. */
  #takeOver(): void {
    if (!this.#before || this.#before.delay.pending) return;
    const { delay, next } = this.#before;
    this.#before = undefined;
    for (const relay of delay.relays) {
      relay.begin();
      this.connect(relay, next);
    }
  }

  get relays(): ReadonlySet<Connection> {
    const before = this.#before?.delay.relays;
    return before ? new Set([...before, ...this.#relays]) : this.#relays;
  }

  /** How many watch, as the relays say. */
  get watchers(): number {
    let sum = 0;
    for (const { watchers } of this.relays) sum += watchers;
    return sum;
  }

  #visible(world: WorldBase): WorldBase {
    return this.#mask?.of(world) ?? world;
  }

  /** Begins with the oldest world that is kept: a reader that has the rules needs the past to step the present world. */
  #begin(world: WorldBase): void {
    const [first, ...others] = pastOf(world);
    const seen = this.#visible(first);
    this.#base.begin(keyframe(seen));
    this.#writer = new LogWriter(seen, { stream: "state", heartbeat: 1, hashEvery: HASH_EVERY });
    this.#baseRoster = this.#roster ?? this.#baseRoster;
    this.#roster = undefined;
    this.#entries.length = 0;
    for (const next of others) this.#keep(this.#writer, next);
    // Of a resumed match these frames may be all that is left of the log. In a new match nothing has been played.
    this.#due = world.tick === 0 ? 0 : this.#entries.length - this.#delay;
    this.#sent = this.#due > 0 ? this.#entries[this.#due - 1].tick : first.tick;
  }

  #keep(writer: LogWriter, world: WorldBase, passed = 1): void {
    const frame = writer.write(this.#visible(world), passed);
    if (!frame) throw new Error("this stream must have a frame for each tick");
    const bytes = encodeFrame(frame);
    this.#entries.push({ tick: world.tick, frame, bytes, roster: this.#roster });
    this.#roster = undefined;
  }

  /** The roster of a match that was read from the disk. */
  introduce(roster: Uint8Array): void {
    this.#baseRoster = roster;
  }

  /** The roster from the next tick on. */
  tell(roster: Uint8Array): void {
    this.#roster = roster;
  }

  /**
   * Takes in the match's world: the one that it begins with, and then each, or once after several quiet ticks.
   * @param passed how many ticks have led to this world
   */
  write(world: WorldBase, passed = 1): void {
    // A delay counts frames: those that are not due, or that a relay begins with, are a tick each.
    const single = Math.min(passed, this.#delay + this.#back + 1);
    const { tick } = world;
    world.tick = tick - single + 1;
    this.#take(world, passed - single + 1);
    world.tick = tick;
    eachPassed(world, single - 1, single - 1, (each) => this.#take(each, 1));
  }

  #take(world: WorldBase, passed: number): void {
    this.#before?.delay.drain();
    if (this.#rests(world.tick)) {
      this.#writer = undefined;
      return;
    }
    if (!this.#writer) {
      this.#begin(world);
      return;
    }
    this.#keep(this.#writer, world, passed);
    this.#release(this.#entries.length - this.#delay);
  }

  /** One more tick is due, though the match does not go on: spectators see it to its end. */
  drain(): void {
    this.#before?.delay.drain();
    this.#release(this.#due + 1);
  }

  #release(due: number): void {
    this.#due = Math.max(this.#due, Math.min(due, this.#entries.length));
    while (this.#due > this.#back) {
      const [{ frame, roster }] = this.#entries.splice(0, 1);
      this.#base.apply(frame);
      this.#baseRoster = roster ?? this.#baseRoster;
      this.#due -= 1;
    }
  }

  /** There is no room for another relay. */
  get isFull(): boolean {
    return this.relays.size >= MAX_RELAYS;
  }

  /** Takes in a relay. The next flush sends it what it lacks. */
  connect(relay: Connection, world: WorldBase): void {
    this.#relays.add(relay);
    if (!this.#writer) this.#begin(world);
  }

  disconnect(relay: Connection): void {
    this.#relays.delete(relay);
    this.#before?.delay.disconnect(relay);
  }

  /** Sends the frames that are due and have not been sent. @param epochs the match's */
  flush(epochs: EpochHistory): void {
    this.#before?.delay.flush(this.#before.epochs);
    this.#takeOver();
    if (this.#due < 0) {
      for (const relay of this.#relays) relay.flush([]);
      return;
    }
    const last = this.#due === 0 ? this.#base.world.tick : this.#entries[this.#due - 1].tick;
    const all = last - this.#sent >= this.#batch || !this.pending;
    const news = all ? this.#after(this.#sent, last) : [];
    for (const relay of this.#relays) {
      if (relay.clogged) continue;
      if (relay.needs !== "frames") this.#admit(relay, epochs, all ? last : this.#sent);
      else relay.flush(news);
    }
    if (all) this.#sent = last;
  }

  /** The frames and rosters that lead from one tick to another. */
  #after(tick: number, last: number): Uint8Array[] {
    return this.#entries
      .slice(0, this.#due)
      .filter((entry) => entry.tick > tick && entry.tick <= last)
      .flatMap(({ bytes, roster }) => (roster ? [bytes, roster] : [bytes]));
  }

  /** @param last the tick that the other relays have with this flush */
  #admit(relay: Connection, epochs: EpochHistory, last: number): void {
    const { since } = relay;
    const newest = this.#entries.at(-1)?.tick ?? last;
    const ahead = since !== undefined && since.tick > last && since.tick <= newest;
    // Before the match was resumed, the relay was shown more than is due now: it does not begin anew, but waits.
    if (ahead && epochs.knows(since.generation, since.tick)) relay.flush([]);
    else relay.flush(this.#open(relay, epochs, last));
  }

  #open(relay: Connection, epochs: EpochHistory, last: number): Uint8Array[] {
    const { world } = this.#base;
    const { since } = relay;
    if (relay.needs === "welcome") relay.tell(this.#welcome(epochs.data));
    relay.needs = "frames";
    relay.since = undefined;
    const knows = since && since.tick >= world.tick && since.tick <= last;
    if (knows && epochs.knows(since.generation, since.tick)) return this.#after(since.tick, last);
    return [encodeKeyframe(world), this.#baseRoster, ...this.#after(world.tick, last)];
  }

  #welcome(epochs: EpochHistoryData): Uint8Array {
    return encodeWelcome(this.#layout, { seat: -1, stream: "state", epochs, delay: this.#delayS });
  }
}
