/** Plays a replay: any of its worlds, and the roster then. */
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
   * Whether this build has the same rules by which the match was played. If not, there is a world every other second,
   * with the tables and columns that both rules have.
   */
  readonly faithful: boolean;
  /** The ticks of the first and the last world. */
  readonly first: number;
  readonly last: number;
  readonly #course: Course;
  readonly #rosters: Rosters;
  /** The world to show, where it is not the course's own. */
  readonly #shown: WorldBase | undefined;
  #tick: number;

  /**
   * @param games the rules of this build
   * @throws {BadReplay} the game is not one of them, or the match does not fit its rules at all
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

  /** The tick of the last `seek`; at first the first tick. */
  get tick(): number {
    return this.#tick;
  }

  /**
   * The world of this tick, in this build's layout; where the player is not faithful, the last one up to it that there
   * is. It is the same object each time: copy it to keep it.
   * @throws {RangeError} the tick is not within the replay
   * @throws {BadReplay} the replay is wrong, and has no such world
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
   * @throws {BadReplay} the replay is wrong, and has no next world
   */
  next(): WorldBase | undefined {
    return this.#tick < this.last ? this.seek(this.#tick + 1) : undefined;
  }

  /**
   * The roster at this tick.
   * @throws {RangeError} the tick is not within the replay
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
