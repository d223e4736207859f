/** How a match falls asleep and wakes: whether it wants ticks, and how it makes up for those that have passed meanwhile. */
import type { Course } from "./course.ts";
import type { Seats } from "./seats/seats.ts";
import type { Slumber } from "./slumber.ts";
import type { Commit, Stepper } from "./stepper.ts";

/** After so many steps that it has to make up for, the match lets other work be done. */
const MOST_STEPS = 2000;

export interface SleepParts {
  readonly seats: Seats;
  readonly slumber: Slumber;
  readonly stepper: Stepper;
  /** The match's present one. */
  readonly course: () => Course;
}

export class Sleep {
  readonly #parts: SleepParts;

  constructor(parts: SleepParts) {
    this.#parts = parts;
  }

  /** Whether the match wants ticks: it is played, and not quiet; or what was played has not been shown to its end. */
  isAwake(now: number): boolean {
    const { seats, slumber, stepper, course } = this.#parts;
    if (course().spectatorDelay.pending) return true;
    const isOver = stepper.isOver(now);
    const goesOnAlone = !stepper.hasEnded && !isOver && slumber.goesOnAlone;
    return ((seats.here > 0 && !isOver) || goesOnAlone) && !this.#isQuiet(now);
  }

  /** After a round's end it stays awake for votes. */
  #isQuiet(now: number): boolean {
    const { slumber, stepper } = this.#parts;
    return !stepper.hasEnded && !stepper.isNew && slumber.isQuiet(now);
  }

  /** Whether the game has quiet time: then its players are connected while it sleeps. */
  get hasQuietTime(): boolean {
    return this.#parts.slumber.isPossible;
  }

  /** How long it has slept in quiet time, in milliseconds. */
  sleptMs(date: number): number {
    return this.#parts.slumber.sleptMs(date);
  }

  /**
   * It has slept: lets the ticks pass that are over, up to the last one that is due, which `Match.tick` steps.
   * @param date milliseconds since 1970
   * @returns whether there are more: so much was to be made up for that the caller should let other work be done first
   */
  catchUp(now: number, date: number, commit: Commit = () => {}): boolean {
    const { seats, slumber, stepper } = this.#parts;
    if (stepper.isFinished) return false;
    for (let stepped = 0; stepped < MOST_STEPS; ) {
      const quiet = slumber.next(now, date);
      if (quiet === undefined) return false;
      const at = slumber.timeOf(now, date);
      if (quiet > 0) stepper.pass(at, quiet);
      else {
        seats.expire(at);
        stepper.step(at, commit);
        stepped += 1;
      }
    }
    return true;
  }

  /** It begins to tick. @returns by how much the next tick is late, in milliseconds */
  wake(date: number): number {
    const { slumber } = this.#parts;
    slumber.woke(date);
    return slumber.lateness(date);
  }

  /** When it must wake by itself, while it sleeps: milliseconds since 1970; undefined where time does not pass for it. */
  wakesAt(now: number, date: number): number | undefined {
    const { slumber, stepper } = this.#parts;
    return stepper.isOver(now) ? undefined : slumber.wakesAt(now, date);
  }
}
