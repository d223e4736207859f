/** Plays a replay: any of its worlds, and who was there. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import { carryOver, type Games, layoutFromSchema, setUp, type WorldBase } from "#shared/sim/index.ts";
import { trusting } from "./bad.ts";
import type { Course } from "./course.ts";
import { LeapingCourse } from "./leaping.ts";
import type { Replay } from "./read.ts";
import { Rosters } from "./rosters.ts";
import { areTheirs, layoutHere } from "./rules.ts";
import { SteppedCourse } from "./stepped.ts";

export class ReplayPlayer {
  /**
   * Whether this build has the very rules that the match was played by. If not, there is a world every other second,
   * with as much of it as both rules know.
   */
  readonly faithful: boolean;
  /** The ticks of the first and the last world. */
  readonly first: number;
  readonly last: number;
  readonly #course: Course;
  readonly #rosters: Rosters;
  /** What is shown, where that is not the course's own world. */
  readonly #shown: WorldBase | undefined;
  #tick: number;

  /**
   * @param games the rules of this build
   * @throws {BadReplay} the game is not one of them, or the match does not fit it in any way
   */
  constructor(replay: Replay, games: Games) {
    const { head } = replay;
    const layout = layoutHere(head, games);
    this.faithful = areTheirs(layout, head);
    this.first = head.first;
    this.last = head.last;
    this.#tick = head.first;
    this.#rosters = new Rosters(replay);
    this.#course = this.faithful
      ? new SteppedCourse(replay, layout)
      : new LeapingCourse(replay, layoutFromSchema(head));
    this.#shown = this.faithful ? undefined : setUp(layout, 0);
  }

  /** The tick that was asked for last; at first the first. */
  get tick(): number {
    return this.#tick;
  }

  /**
   * The world of this tick, in this build's layout; where the player is not faithful, the last one up to it that there is. It is
   * the same object each time: whoever goes on needing it copies it.
   * @throws {RangeError} it is not within the replay
   * @throws {BadReplay} the replay is not true, and does not lead there
   */
  seek(tick: number): WorldBase {
    this.#checkTick(tick);
    const world = this.#course.seek(tick);
    this.#tick = tick;
    const shown = this.#shown;
    if (!shown) return world;
    trusting("this replay cannot be played", () => carryOver(world, shown));
    return shown;
  }

  /**
   * The world of the next tick, as `seek` answers; undefined at the end.
   * @throws {BadReplay} the replay is not true, and does not go on
   */
  next(): WorldBase | undefined {
    return this.#tick < this.last ? this.seek(this.#tick + 1) : undefined;
  }

  /**
   * Who was there at this tick.
   * @throws {RangeError} it is not within the replay
   */
  rosterAt(tick: number): readonly RosterEntry[] {
    this.#checkTick(tick);
    return this.#rosters.at(tick);
  }

  #checkTick(tick: number): void {
    if (Number.isInteger(tick) && tick >= this.first && tick <= this.last) return;
    throw new RangeError(`tick ${tick} is not within ${this.first} to ${this.last}`);
  }
}
