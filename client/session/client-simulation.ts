/** From frames as they arrive to a picture at any moment: what is known, what is predicted, and which moment is shown. */
import { type Frame, type Keyframe, LogReader } from "#shared/log/index.ts";
import type { Input } from "#shared/protocol/index.ts";
import { emptyWorld, FIRST_INPUT, type Layout, SEEN_PARTS, type WorldBase } from "#shared/sim/index.ts";
import { Corrections } from "./predict/corrections.ts";
import type { InputSampler } from "./predict/input-sampler.ts";
import { Predictor } from "./predict/predictor.ts";
import { Recording } from "./recording/recording.ts";
import { GameEvents } from "./render/game-events.ts";
import { type Moment, Picture } from "./render/picture.ts";
import { Arrivals, STALLED_MS } from "./timeline/arrivals.ts";
import { Lead } from "./timeline/lead.ts";
import { SteeredClock } from "./timeline/steered-clock.ts";
import { WorldRing } from "./timeline/world-ring.ts";
import type { Drawn } from "./types.ts";

/** How long the past is kept, and how far at most one runs ahead of what is known, in seconds. */
const KEPT_S = 2;
const MOST_AHEAD_S = 1;
/** Others are shown at least this much later than their frames come, in milliseconds. */
const REST_MS = 4;
/** A click is half a tick old on average when its input is sealed. */
const CLICK = SEEN_PARTS / 2;
/** The said `seen` follows the true one when that is so far off: else it would change with every tremor. In its own parts. */
const SEEN_STEP = 3;
/** So far off, it is said though the hands rest: it is followed slowly, and the next shot may come at any time. */
const SEEN_NEWS = 6;

export class ClientSimulation {
  readonly arrivals: Arrivals;
  readonly lead = new Lead();
  readonly corrections: Corrections;
  /** Of whoever has asked for it: `record`. */
  recording: Recording | undefined;
  readonly #layout: Layout;
  readonly #period: number;
  readonly #seat: number;
  readonly #sampler: InputSampler;
  readonly #reader: LogReader;
  readonly #ring: WorldRing;
  readonly #predictor: Predictor;
  readonly #picture: Picture;
  readonly #events: GameEvents;
  /** Which tick others are shown at. */
  readonly #shown: SteeredClock;
  /** Which tick one's own inputs are for. */
  readonly #ahead: SteeredClock;
  /** How far ahead one must be has just become known: until one is there, each input is late. */
  #leaps = false;
  /** When the clocks last ran. */
  #at = 0;
  /** The last tick that may be shown, though it is not known: no silence of a match that is awake lasts for longer. */
  #horizon = 0;
  /** The last tick whose input is settled; -∞ where none is. */
  #sealed = -1;
  /** How far back the others are shown, without its tremor; and what was last said of it. */
  #seen = 0;
  #said = 0;
  /** The last tick in which one does something that others see, as far as is predicted: where one aims then counts. */
  #acts = -1;
  /** Something has become known since the last picture. */
  #news = false;
  #drawn: { readonly shown: number; readonly own: number } | undefined;

  constructor(layout: Layout, seat: number, sampler: InputSampler) {
    this.#layout = layout;
    this.#period = 1000 / layout.tickRate;
    this.#seat = seat;
    this.#sampler = sampler;
    const kept = Math.ceil(KEPT_S * layout.tickRate);
    this.arrivals = new Arrivals(layout.tickRate);
    this.corrections = new Corrections(layout.tickRate);
    this.#reader = new LogReader(layout);
    this.#ring = new WorldRing(kept);
    this.#predictor = new Predictor(layout, seat, kept);
    this.#picture = new Picture(layout, emptyWorld(layout), seat);
    this.#events = new GameEvents(seat);
    this.#shown = new SteeredClock(layout.tickRate);
    this.#ahead = new SteeredClock(layout.tickRate);
  }

  /** The newest tick that has arrived; -1 before the first keyframe. */
  get latest(): number {
    return this.#ring.latest;
  }

  /** The world at that tick. */
  get newest(): WorldBase {
    return this.#reader.world;
  }

  /** How far one runs ahead of the newest frame that could be here, in milliseconds. */
  get aheadMs(): number {
    return this.#ahead.value * this.#period + (this.arrivals.origin ?? 0) - this.#at;
  }

  /** How far others are shown behind the newest frame that could be here, in milliseconds. */
  get delayMs(): number {
    return this.#at - (this.arrivals.origin ?? 0) - this.#shown.value * this.#period;
  }

  /** Begins anew. @throws as `LogReader.begin` */
  begin(keyframe: Keyframe): void {
    this.#reader.begin(keyframe);
    this.recording?.begin(this.#reader.world);
    this.#ring.clear();
    this.#ring.push(this.#reader.world);
    this.#predictor.clear();
    this.#predictor.learn(this.#reader.world);
    this.#sampler.repeat();
    this.#sealed = keyframe.tick;
    this.#events.begin(keyframe.tick);
    this.arrivals.reset();
    this.#drawn = undefined;
  }

  /** From here on all is kept that comes, so that one can look back. */
  record(): Recording {
    this.recording ??= new Recording(this.#layout);
    if (this.latest >= 0) this.recording.begin(this.newest);
    return this.recording;
  }

  /** The same log goes on over another line: what was sealed meanwhile nobody has heard. */
  resume(): void {
    this.#predictor.clear();
    this.#sampler.repeat();
    this.#sealed = Number.NEGATIVE_INFINITY;
    this.#drawn = undefined;
    this.lead.reset();
    this.woke();
  }

  /** The match ticks again after a sleep: when its frames came before says nothing of when they come now. */
  woke(): void {
    this.arrivals.reset();
    this.#leaps = true;
  }

  /** What was measured of the line so far says nothing. */
  settle(): void {
    this.arrivals.forget();
    this.lead.relearn();
  }

  /** A round trip, without what the server held back, in milliseconds. */
  roundTrip(rtt: number): void {
    if (!this.lead.known) this.#leaps = true;
    this.lead.roundTrip(rtt);
  }

  /** The server says by how much the worst of the last inputs was early or, negative, late. Milliseconds. */
  heard(slack: number, now: number): void {
    if (this.lead.surplus(slack, this.aheadMs) > STALLED_MS) this.arrivals.doubt();
    this.lead.heard(slack, this.aheadMs, now);
  }

  /** @throws as `LogReader.apply`, and {RangeError} where there has been no keyframe */
  apply(frame: Frame): void {
    if (this.latest < 0) throw new RangeError("a frame has come before any keyframe");
    this.#reader.apply(frame, (world) => {
      this.corrections.compare(world, this.#predictor.at(world.tick), this.#seat);
      this.#ring.push(world);
    });
    this.recording?.add(frame, this.#reader.world);
    this.#predictor.learn(this.#reader.world);
    this.#news = true;
  }

  /** All of a message has been read: the frame that it ended with came at `now`. */
  arrived(now: number): void {
    if (this.latest >= 0 && this.arrivals.add(this.latest, now)) this.#leaps = true;
  }

  /**
   * Runs the clocks, and seals the inputs that are due.
   * @param asleep no ticks pass at the server: what is said now is for its next one
   */
  run(now: number, asleep: boolean): Input[] {
    const { origin } = this.arrivals;
    if (origin === undefined) return [];
    this.#at = now;
    if (this.#leaps) this.#ahead.forget();
    this.#leaps = false;
    const newest = (now - origin) / this.#period;
    this.#shown.run(now, newest - 1 - (this.arrivals.spread + REST_MS) / this.#period);
    const wanted = newest + this.lead.wanted(this.arrivals.spread) / this.#period;
    const most = this.latest + MOST_AHEAD_S * this.#layout.tickRate;
    this.#horizon = asleep ? this.latest : most;
    if (asleep) this.#ahead.set(this.latest + 1, now);
    else if (this.#ahead.run(now, Math.max(wanted, this.latest)) > most) this.#ahead.set(most, now);
    return this.#seat < 0 ? [] : this.#seal(asleep);
  }

  #seal(asleep: boolean): Input[] {
    const tick = Math.floor(this.#ahead.value);
    // The clock was set back, as after a stall of the server: saying it again supersedes what was said for later ticks.
    const back = this.#sealed > tick;
    if (back) this.#sampler.repeat();
    // After a pause only the present counts.
    if (asleep || back || tick - this.#sealed > this.#layout.tickRate / 4) this.#sealed = tick - 1;
    const inputs: Input[] = [];
    while (this.#sealed < tick) {
      this.#sealed += 1;
      const seen = this.#lookBack(this.#sealed);
      const input = this.#sampler.seal(this.#sealed, seen, {
        decides: this.#sealed === this.#acts,
        always: Math.abs(seen - this.#said) >= SEEN_NEWS,
      });
      if (!input) continue;
      this.#said = seen;
      this.#predictor.seal(input);
      inputs.push(input);
    }
    return inputs;
  }

  /** How far behind this tick the others are shown, in 1/8 ticks. */
  #lookBack(tick: number): number {
    const back = Math.round((tick - this.#shown.value) * SEEN_PARTS + CLICK);
    if (Math.abs(back - this.#seen) >= SEEN_STEP) this.#seen = Math.max(0, Math.min(255, back));
    return this.#seen;
  }

  /** The picture of the moment that `run` has come to; undefined before the first keyframe. */
  frame(now: number): Drawn | undefined {
    if (this.latest < 0) return undefined;
    const own = this.#own();
    const shown = this.#visible(this.#shown.value, own);
    const live = this.#predict(own, shown);
    if (this.#news && this.#drawn) {
      const others = this.#moment(this.#visible(this.#drawn.shown, own));
      if (others) this.#picture.amend(others, this.#ownMoment(this.#drawn.own, live));
    }
    this.#news = false;
    const others = this.#moment(shown);
    if (!others) return undefined;
    this.#picture.draw(others, this.#ownMoment(own, live), now);
    this.#drawn = { shown, own };
    this.#showHands();
    return this.#describe(shown, own, live);
  }

  /** The tick that one's own rows are drawn at: a spectator has none. */
  #own(): number {
    return this.#seat < 0 ? this.#visible(this.#shown.value, this.#horizon) : Math.max(this.#ahead.value, this.latest);
  }

  /** A tick within what is known or predicted. */
  #visible(tick: number, own: number): number {
    const last = this.#seat < 0 ? this.#horizon : Math.floor(own);
    return Math.min(Math.max(tick, this.#ring.oldest), last);
  }

  /** Brings the prediction up to the tick; answers the world of the next one, as it would be with what is wanted now. */
  #predict(own: number, shown: number): WorldBase | undefined {
    if (this.#seat < 0) {
      // Silence says that everybody goes on with what they do: a spectator sees them do it.
      if (shown >= this.latest) this.#predictor.run(this.newest, Math.floor(shown) + 1);
      return undefined;
    }
    const tick = Math.floor(own);
    this.#predictor.run(this.newest, tick);
    const live = this.#predictor.speculate(this.#sampler.peek(tick + 1));
    if (this.#events.acts(live)) this.#acts = live.tick;
    return live;
  }

  /** What is known of a tick; beyond that, what is predicted. */
  #world(tick: number): WorldBase | undefined {
    return this.#ring.at(tick) ?? this.#predictor.at(tick);
  }

  #moment(tick: number): Moment | undefined {
    const floor = Math.floor(tick);
    const from = this.#world(floor);
    return from && { from, to: this.#world(floor + 1), alpha: tick - floor };
  }

  #ownMoment(tick: number, live: WorldBase | undefined): Moment | undefined {
    if (live === undefined) return undefined;
    const floor = Math.floor(tick);
    const from = this.#predictor.at(floor) ?? this.#ring.at(floor) ?? this.newest;
    return { from, to: this.#world(floor + 1) ?? live, alpha: tick - floor };
  }

  /** One's own hands show at once: where one aims is not a matter of the step. */
  #showHands(): void {
    if (this.#seat < 0) return;
    const { seatTable } = this.#picture.world;
    for (const [i, value] of this.#sampler.wanted.entries()) {
      const column = seatTable.placed.columns[FIRST_INPUT + i];
      seatTable.cells[FIRST_INPUT + i][this.#seat] = value;
      const drawn = this.#picture.tables.seats[column.name] as { [row: number]: number };
      drawn[this.#seat] = value;
    }
  }

  #describe(shown: number, own: number, live: WorldBase | undefined): Drawn {
    const { world, tables } = this.#picture;
    // What befalls others is told when it is known, though it may be drawn before.
    const told = Math.min(Math.floor(shown), this.latest);
    const others = this.#events.others(told, (tick) => this.#world(tick));
    const { fresh, revoked } = this.#events.own(this.latest, Math.floor(own) + 1, (tick) =>
      tick === live?.tick ? live : (this.#ring.at(tick) ?? this.#predictor.at(tick)),
    );
    const predicted = this.#seat < 0 ? (this.#predictor.at(Math.floor(own)) ?? this.newest) : this.#predictor.world;
    return {
      tick: shown,
      ownTick: own,
      world,
      tables,
      events: [...others, ...fresh],
      revoked,
      known: this.newest,
      predicted,
    };
  }
}
