/**
 * Which moment a spectator looks at: that of now, or one that they have gone back to, as with a recorder. It owns no
 * clock: time is an argument.
 */

/** How many times as fast as it was played one may look at it. */
export const SPEEDS: readonly number[] = [1 / 4, 1 / 2, 1, 2, 4, 8];
const USUAL = SPEEDS.indexOf(1);

/** More than this between two looks is a pause of the machine or of the page, in milliseconds. */
const PAUSE_MS = 250;

/** The ticks that can be looked at, with a fraction: the last one is the moment of now, where there is one. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export interface PlayheadOptions {
  /** Ticks a second. */
  readonly tickRate: number;
  /** Whether there is a now to go with; else it is a file, and begins at its first tick. */
  readonly live: boolean;
  /** How far behind the match its now is, in seconds. */
  readonly delay: number;
  /** What there is to begin with. */
  readonly range: Range;
}

export class Playhead {
  readonly live: boolean;
  readonly delay: number;
  readonly tickRate: number;
  #state: "live" | "playing" | "paused";
  #range: Range;
  #position: number;
  #speed = USUAL;
  #at: number | undefined;
  #jumps = 0;

  constructor({ tickRate, live, delay, range }: PlayheadOptions) {
    this.tickRate = tickRate;
    this.live = live;
    this.delay = delay;
    this.#state = live ? "live" : "playing";
    this.#range = range;
    this.#position = live ? range.last : range.first;
  }

  /** `live`: it goes with the now. */
  get state(): "live" | "playing" | "paused" {
    return this.#state;
  }

  /** The tick that is looked at, with a fraction. */
  get position(): number {
    return this.#position;
  }

  get first(): number {
    return this.#range.first;
  }

  get last(): number {
    return this.#range.last;
  }

  /** One of `SPEEDS`. */
  get speed(): number {
    return SPEEDS[this.#speed];
  }

  /** Whether there is nothing after this moment, nor will be. */
  get ended(): boolean {
    return !this.live && this.#position >= this.#range.last;
  }

  /** Goes up whenever the next moment does not follow from the one before. */
  get jumps(): number {
    return this.#jumps;
  }

  /** Goes on to `now`, in milliseconds. @param range what can be looked at by now */
  run(now: number, range: Range): void {
    const elapsed = Math.min(PAUSE_MS, Math.max(0, now - (this.#at ?? now)));
    this.#at = now;
    this.#range = range;
    if (this.#state === "playing") this.#position += (elapsed * this.tickRate * this.speed) / 1000;
    this.#settle();
  }

  /** Keeps within what there is: at its end is the now, or the end of the file. */
  #settle(): void {
    const { first, last } = this.#range;
    if (this.#state === "live") {
      this.#position = last;
      return;
    }
    if (this.#position < first) {
      // What has been let go can't be shown any more.
      this.#jump(first);
    }
    if (this.#position < last) return;
    this.#position = last;
    if (this.#state === "paused") return;
    if (this.live) this.#become();
    else this.#state = "paused";
  }

  #become(): void {
    this.#state = "live";
    this.#speed = USUAL;
  }

  /** Goes on from where it stands; from a file's end, from its beginning. */
  play(): void {
    if (this.#state !== "paused") return;
    if (this.ended) this.#jump(this.#range.first);
    this.#state = "playing";
  }

  pause(): void {
    this.#state = "paused";
  }

  /** The other one of both. */
  toggle(): void {
    if (this.#state === "paused") this.play();
    else this.pause();
  }

  /**
   * Looks at this tick. The last one of what is live is its now.
   * @throws {RangeError} there is no such tick to be looked at
   */
  seek(tick: number): void {
    const { first, last } = this.#range;
    if (!(tick >= first && tick <= last)) throw new RangeError(`tick ${tick} is not within ${first} to ${last}`);
    if (this.live && tick >= last) {
      this.toLive();
      return;
    }
    if (this.#state === "live") this.#state = "playing";
    this.#jump(tick);
  }

  #jump(tick: number): void {
    this.#position = tick;
    this.#jumps += 1;
  }

  /** As `seek`, and to the nearest one that there is: for a slider. */
  slide(tick: number): void {
    this.seek(Math.min(this.#range.last, Math.max(this.#range.first, tick)));
  }

  /** Goes by so many seconds of play, back where they are negative, as far as there is something. */
  skip(seconds: number): void {
    if (this.#state === "live" && seconds > 0) return;
    this.slide(this.#position + seconds * this.tickRate);
  }

  /** To the now of what is live, to the end of a file. */
  toLive(): void {
    if (this.#state === "live") return;
    this.#jump(this.#range.last);
    if (this.live) this.#become();
  }

  /** Stands still, by so many whole ticks further, as far as there are any. */
  step(by: number): void {
    this.pause();
    const tick = Math.floor(this.#position) + by;
    const { first, last } = this.#range;
    const to = Math.min(Math.floor(last), Math.max(Math.ceil(first), tick));
    if (by < 0 || to <= this.#position) this.#jump(to);
    else this.#position = to;
  }

  /** @throws {RangeError} not one of `SPEEDS` */
  setSpeed(speed: number): void {
    const number = SPEEDS.indexOf(speed);
    if (number < 0) throw new RangeError(`${speed} is not one of the speeds ${SPEEDS.join(", ")}`);
    // Nothing is faster than now; what is slower falls behind it.
    if (this.#state === "live" && speed < 1) this.#state = "playing";
    this.#speed = this.#state === "live" ? USUAL : number;
  }

  /** To the next speed that there is. @param by 1 = faster, -1 = slower */
  shift(by: 1 | -1): void {
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, this.#speed + by))]);
  }
}
