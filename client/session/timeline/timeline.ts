/**
 * Which moments a client is at: the one that it shows others at, in the past, and its own, which is ahead of the
 * server.
 */
import { Arrivals, STALLED_MS } from "./arrivals.ts";
import { Lead } from "./lead.ts";
import { SteeredClock } from "./steered-clock.ts";

/** How far at most a client runs ahead of what is known, in seconds. */
const MOST_AHEAD_S = 1;
/** Others are shown at least this much later than their frames come, in milliseconds. */
const REST_MS = 4;

export class Timeline {
  readonly #tickRate: number;
  readonly #period: number;
  readonly #arrivals: Arrivals;
  readonly #lead = new Lead();
  /** Which tick others are shown at. */
  readonly #shown: SteeredClock;
  /** Which tick the player's next input is for. */
  readonly #ahead: SteeredClock;
  /** How far ahead the client must be has just become known: until it is there, each input is late. */
  #leaps = false;
  /** When the clocks last ran. */
  #at = 0;
  /** The last tick that may be shown, though it is not known: no silence of a match that is awake lasts for longer. */
  #horizon = 0;

  constructor(tickRate: number) {
    this.#tickRate = tickRate;
    this.#period = 1000 / tickRate;
    this.#arrivals = new Arrivals(tickRate);
    this.#shown = new SteeredClock(tickRate);
    this.#ahead = new SteeredClock(tickRate);
  }

  /** The tick at which others are shown, with a fraction. */
  get shown(): number {
    return this.#shown.value;
  }

  /** The tick that the client itself is at, with a fraction. */
  get ahead(): number {
    return this.#ahead.value;
  }

  get horizon(): number {
    return this.#horizon;
  }

  /** Mean deviation of the frames' arrivals, in milliseconds. */
  get jitter(): number {
    return this.#arrivals.jitter;
  }

  /** How far the client runs ahead of the newest frame that could be here, in milliseconds. */
  get aheadMs(): number {
    return this.#ahead.value * this.#period + (this.#arrivals.origin ?? 0) - this.#at;
  }

  /** How far others are shown behind the newest frame that could be here, in milliseconds. */
  get delayMs(): number {
    return this.#at - (this.#arrivals.origin ?? 0) - this.#shown.value * this.#period;
  }

  /** A keyframe has come: what comes next does not follow from what came before. */
  begin(): void {
    this.#arrivals.reset();
  }

  /** The same log goes on over another link. */
  resume(): void {
    this.#lead.reset();
    this.woke();
  }

  /** The match ticks again after a sleep: when its frames came before says nothing of when they come now. */
  woke(): void {
    this.#arrivals.reset();
    this.#leaps = true;
  }

  /** What was measured of the link so far says nothing. */
  settle(): void {
    this.#arrivals.forget();
    this.#lead.relearn();
  }

  /** A round trip, without the time that the server held the ping back, in milliseconds. */
  roundTrip(rtt: number): void {
    if (!this.#lead.known) this.#leaps = true;
    this.#lead.roundTrip(rtt);
  }

  /** The server says by how much the worst of the last inputs was early or, negative, late. Milliseconds. */
  heard(slack: number, now: number): void {
    if (this.#lead.surplus(slack, this.aheadMs) > STALLED_MS) this.#arrivals.doubt();
    this.#lead.heard(slack, this.aheadMs, now);
  }

  /** The frame that led to this tick came at `now`. */
  arrived(tick: number, now: number): void {
    if (this.#arrivals.add(tick, now)) this.#leaps = true;
  }

  /** The newest tick that could have arrived by now, with a fraction; undefined before the first frame. */
  newestAt(now: number): number | undefined {
    const { origin } = this.#arrivals;
    return origin === undefined ? undefined : (now - origin) / this.#period;
  }

  /**
   * Runs the clocks.
   * @param latest the newest tick that is known
   * @param asleep no ticks pass at the server: what is said now is for its next one
   * @returns whether they run: they do not before the first frame
   */
  run(now: number, latest: number, asleep: boolean): boolean {
    const { origin, spread } = this.#arrivals;
    if (origin === undefined) return false;
    this.#at = now;
    if (this.#leaps) this.#ahead.forget();
    this.#leaps = false;
    const newest = (now - origin) / this.#period;
    this.#shown.run(now, newest - 1 - (spread + REST_MS) / this.#period);
    const wanted = newest + this.#lead.wanted(spread) / this.#period;
    const most = latest + MOST_AHEAD_S * this.#tickRate;
    this.#horizon = asleep ? latest : most;
    if (asleep) this.#ahead.set(latest + 1, now);
    else if (this.#ahead.run(now, Math.max(wanted, latest)) > most) this.#ahead.set(most, now);
    return true;
  }
}
