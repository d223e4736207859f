/** From frames as they arrive to a picture at any moment: what is known, what is predicted, and which moment is shown. */
import { type Frame, type Keyframe, LogReader } from "#shared/log/index.ts";
import type { Input } from "#shared/protocol/index.ts";
import { type Command, eachPassed, type Layout, rawCommand, type WorldBase } from "#shared/sim/index.ts";
import { CommandLog, type TellOutcome } from "./predict/command-log.ts";
import { Corrections } from "./predict/corrections.ts";
import type { InputSampler } from "./predict/input-sampler.ts";
import { InputSealer } from "./predict/input-sealer.ts";
import { Predictor } from "./predict/predictor.ts";
import type { Recording } from "./recording/recording.ts";
import { FrameComposer } from "./render/frame-composer.ts";
import { GameEvents } from "./render/game-events.ts";
import { Moments } from "./render/moments.ts";
import { QuietTime } from "./timeline/quiet-time.ts";
import { Timeline } from "./timeline/timeline.ts";
import { WorldRing } from "./timeline/world-ring.ts";
import type { Drawn } from "./types.ts";

/** How long the past is kept, in seconds. */
const KEPT_S = 2;

export class ClientSimulation {
  readonly timeline: Timeline;
  readonly corrections: Corrections;
  readonly commands: CommandLog;
  /** Undefined until `record` is called. */
  recording: Recording | undefined;
  readonly tickRate: number;
  readonly #seat: number;
  readonly #kept: number;
  readonly #sampler: InputSampler;
  readonly #reader: LogReader;
  readonly #ring: WorldRing;
  readonly #sealer: InputSealer;
  readonly #predictor: Predictor;
  readonly #events: GameEvents;
  readonly #composer: FrameComposer;
  readonly #quiet: QuietTime;
  /** The last tick in which the player does something that others see, as far as is predicted. */
  #acts = -1;

  constructor(layout: Layout, seat: number, sampler: InputSampler) {
    this.tickRate = layout.tickRate;
    this.#seat = seat;
    this.#sampler = sampler;
    this.#kept = Math.ceil(KEPT_S * layout.tickRate);
    const kept = this.#kept;
    this.timeline = new Timeline(layout.tickRate);
    this.corrections = new Corrections(layout.tickRate);
    this.#reader = new LogReader(layout);
    this.#ring = new WorldRing(kept);
    this.#quiet = new QuietTime(layout);
    this.#sealer = new InputSealer(sampler, layout.tickRate, layout.rewind);
    this.commands = new CommandLog(seat, layout.tickRate);
    this.#predictor = new Predictor(layout, seat, kept, this.commands);
    this.#events = new GameEvents(seat);
    this.#composer = new FrameComposer({
      layout,
      seat,
      moments: new Moments(this.#ring, this.#predictor),
      predictor: this.#predictor,
      events: this.#events,
      wanted: () => sampler.wanted,
    });
  }

  /** The newest tick that has arrived; -1 before the first keyframe. */
  get latest(): number {
    return this.#ring.latest;
  }

  /** The world at that tick. */
  get newest(): WorldBase {
    return this.#reader.world;
  }

  /** The server's world at this tick, if it is kept. */
  past(tick: number): WorldBase | undefined {
    return this.#ring.at(tick);
  }

  /** Begins anew. @throws as `LogReader.begin` */
  begin(keyframe: Keyframe): void {
    this.#reader.begin(keyframe);
    this.recording?.begin(this.#reader.world);
    this.#ring.clear();
    this.#ring.push(this.#reader.world);
    this.#predictor.clear();
    this.#predictor.learn(this.#reader.world);
    this.#quiet.learn(this.#reader.world);
    this.commands.learn(this.#reader.world);
    this.commands.repeat(this.#reader.world);
    this.#sealer.begin(keyframe.tick);
    this.#events.begin(keyframe.tick);
    this.timeline.begin();
    this.#composer.begin();
  }

  /** Keeps from here on all that comes, so that a spectator can look back. */
  record(recording: Recording): void {
    this.recording = recording;
    if (this.latest >= 0) recording.begin(this.newest);
  }

  /** The same log goes on over another link. */
  resume(): void {
    this.#predictor.clear();
    if (this.latest >= 0) this.commands.repeat(this.newest);
    this.#sealer.resume();
    this.#composer.begin();
    this.timeline.resume();
  }

  /** @throws as `LogReader.apply`, and {RangeError} where there has been no keyframe */
  apply(frame: Frame): void {
    if (this.latest < 0) throw new RangeError("a frame has come before any keyframe");
    this.#reader.apply(frame, (world, ticks) => {
      this.corrections.compare(world, this.#predictor.at(world.tick), this.#seat);
      eachPassed(world, ticks, this.#kept, (each) => this.#ring.push(each));
    });
    this.recording?.add(frame, this.#reader.world);
    this.#quiet.learn(this.#reader.world);
    this.#predictor.learn(this.#reader.world);
    this.commands.learn(this.#reader.world);
    this.#composer.learn();
  }

  /**
   * The player gives a command: it is predicted from the next tick on.
   * @returns false where the game has no such command, or the player cannot give one now
   */
  command(command: Command, told?: TellOutcome): boolean {
    if (this.#seat < 0 || this.latest < 0) return false;
    const raw = rawCommand(this.newest.layout.game, command);
    const tick = Math.max(this.latest, Math.floor(this.timeline.ahead)) + 1;
    if (raw === undefined || !this.commands.give(raw, tick, this.newest, told)) return false;
    this.#predictor.commanded();
    return true;
  }

  /** The server refuses a command. @param words why, where it says it */
  commandRefused(seq: number, reason: number, words?: string): void {
    this.commands.refused(seq, reason, this.latest < 0 ? undefined : this.newest, words);
    this.#predictor.commanded();
  }

  /** All of a message has been read: the frame that it ended with came at `now`. */
  arrived(now: number): void {
    if (this.latest >= 0) this.timeline.arrived(this.latest, now);
  }

  /** Whether nothing happens by itself for a while, as far as is known: then a match that says nothing sleeps, and its clock goes on. */
  isQuiet(now: number): boolean {
    return this.#quiet.lasts(this.timeline.newestAt(now));
  }

  /**
   * Runs the clocks, and seals the inputs that are due.
   * @param asleep no ticks pass at the server: what is said now is for its next one
   */
  run(now: number, asleep: boolean): Input[] {
    // What is quiet is known, though no frame has said it.
    const known = Math.max(this.latest, Math.min(this.#quiet.until, this.timeline.newestAt(now) ?? 0));
    if (!this.timeline.run(now, asleep ? this.latest : Math.floor(known), asleep) || this.#seat < 0) return [];
    const { ahead, shown } = this.timeline;
    const isQuiet = this.isQuiet(now);
    const inputs = this.#sealer.seal({ tick: Math.floor(ahead), shown, asleep, acts: this.#acts, isQuiet });
    for (const input of inputs) this.#predictor.seal(input);
    return inputs;
  }

  /** The picture of the moment that `run` has come to; undefined before the first keyframe. */
  frame(now: number): Drawn | undefined {
    if (this.latest < 0) return undefined;
    const { latest, newest } = this;
    const own = this.#own();
    const visible = (tick: number) => this.#visible(tick, own);
    const shown = visible(this.timeline.shown);
    const live = this.#predict(own, shown);
    return this.#composer.compose({ shown, own, live, latest, newest, visible }, now);
  }

  /** The tick that the player's own rows are drawn at: a spectator has none. */
  #own(): number {
    const { shown, ahead, horizon } = this.timeline;
    return this.#seat < 0 ? this.#visible(shown, horizon) : Math.max(ahead, this.latest);
  }

  /** A tick within what is known or predicted. */
  #visible(tick: number, own: number): number {
    const last = this.#seat < 0 ? this.timeline.horizon : Math.floor(own);
    return Math.min(Math.max(tick, this.#ring.oldest), last);
  }

  /** Brings the prediction up to the tick; answers the world of the next one, as it would be with what is wanted now. */
  #predict(own: number, shown: number): WorldBase | undefined {
    if (this.#seat < 0) {
      // Silence says that all players go on with what they do: a spectator sees them do it.
      if (shown >= this.latest) this.#predictor.run(this.newest, Math.floor(shown) + 1);
      return undefined;
    }
    const tick = Math.floor(own);
    this.#predictor.run(this.newest, tick);
    const live = this.#predictor.speculate(this.#sampler.peek(tick + 1));
    if (this.#events.acts(live)) this.#acts = live.tick;
    return live;
  }
}
