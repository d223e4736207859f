/**
 * Plays a replay's match again, from its first world by the rules alone, and checks the worlds and the result that the
 * replay claims.
 */
import { type Frame, LogReader, OutOfStep } from "#shared/log/index.ts";
import { type Games, type Layout, type Standing, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { BadReplay, trusting } from "./bad.ts";
import { MOST } from "./format.ts";
import type { Replay } from "./read.ts";
import { areTheirs, layoutHere } from "./rules.ts";
import { framesOf, open, type Segment, StepBudget } from "./segment.ts";
import { Turnout, type TurnoutData, takeWorld } from "./turnout.ts";

export interface Verdict {
  /** Ticks that were stepped. */
  readonly ticks: number;
  /** Worlds on the way that were compared with hashes of the replay. */
  readonly hashes: number;
  /** How many of them differed. */
  readonly mismatches: number;
  /** The tick of the first of those. */
  readonly firstBad: number | undefined;
  /** Whether the last world has the hash that the replay claims. */
  readonly hashTrue: boolean;
  /** Whether the last world's result is the one that the replay claims. */
  readonly resultTrue: boolean;
  /** Who took part, if the replay is of a whole round. */
  readonly turnout: TurnoutData;
}

/** Whether all checks have passed. */
export const isTrue = ({ mismatches, hashTrue, resultTrue }: Verdict): boolean =>
  mismatches === 0 && hashTrue && resultTrue;

const same = (a: WorldBase | undefined, b: WorldBase | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.words.every((word, at) => word === b.words[at]);

/** Whether two worlds and their pasts are equal. */
function alike(a: WorldBase, b: WorldBase): boolean {
  if (!same(a, b)) return false;
  for (let back = 1; back <= a.layout.rewind; back++) {
    if (!same(a.past.at(a.tick - back), b.past.at(b.tick - back))) return false;
  }
  return true;
}

class Verifier {
  readonly #reader: LogReader;
  /** Of the openings. */
  readonly #other: LogReader;
  readonly #resumed: ReadonlySet<number>;
  readonly #budget: StepBudget;
  #turnout: Turnout | undefined;
  hashes = 0;
  mismatches = 0;
  firstBad: number | undefined;

  constructor(layout: Layout, resumed: readonly number[]) {
    this.#reader = new LogReader(layout);
    this.#other = new LogReader(layout);
    this.#resumed = new Set(resumed);
    this.#budget = new StepBudget(MOST.play * layout.tickRate);
  }

  get turnout(): TurnoutData {
    this.#turnout ??= this.#turnoutOf(this.world);
    return this.#turnout.data;
  }

  #turnoutOf({ tick, seatTable, layout: { tickRate } }: WorldBase): Turnout {
    const turnout = Turnout.begin(tick, seatCells(seatTable).kind, tickRate);
    if (this.#resumed.has(tick)) turnout.resumed(tick);
    return turnout;
  }

  #take(world: WorldBase, ticks: number): void {
    this.#budget.spend();
    if (!this.#turnout) return;
    takeWorld(this.#turnout, world, ticks);
    if (this.#resumed.has(world.tick)) this.#turnout.resumed(world.tick);
  }

  get world(): WorldBase {
    return this.#reader.world;
  }

  begin(segment: Segment): void {
    open(this.#reader, segment.opening, segment.tick);
    this.#turnout = this.#turnoutOf(this.world);
  }

  #compared(equal: boolean): void {
    this.hashes += 1;
    if (equal) return;
    this.mismatches += 1;
    this.firstBad ??= this.world.tick;
  }

  /** Reports false worlds as a result, and not as an error that stops the check. */
  #leads(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (error instanceof OutOfStep) return false;
      throw error;
    }
  }

  /** Whether a later segment begins with the world to which the log has led. */
  meet(segment: Segment): void {
    this.#compared(
      this.#leads(() => open(this.#other, segment.opening, segment.tick)) && alike(this.#other.world, this.world),
    );
  }

  step(frame: Frame): void {
    const leads = this.#leads(() => this.#reader.apply(frame, (world, ticks) => this.#take(world, ticks)));
    if (frame.hash !== undefined) this.#compared(leads);
  }
}

const bySeat = (standings: readonly Standing[]): string =>
  JSON.stringify(standings.map(({ seat, place, score, team }) => [seat, place, score, team]).sort(([a], [b]) => a - b));

/**
 * @param games the rules of this build
 * @throws {BadReplay} it does not hold all of the match, these are not its rules, or they cannot play its log
 */
export function verify({ head, isWhole, segments }: Replay, games: Games): Verdict {
  if (!isWhole)
    throw new BadReplay(
      `this replay holds what a spectator may know of ${head.game}: it can be shown, but proves nothing`,
    );
  const layout = layoutHere(head, games);
  const { game } = layout;
  if (!areTheirs(layout, head))
    throw new BadReplay(
      `this replay is of ${head.game} ${head.version}; this build has other rules, ${game.name} ${game.version}`,
    );
  return trusting("this replay cannot be played", () => {
    const verifier = new Verifier(layout, head.resumed ?? []);
    const { world } = verifier;
    verifier.begin(segments[0]);
    for (const [number, segment] of segments.entries()) {
      if (number > 0) verifier.meet(segment);
      for (const frame of framesOf(segment.log)) verifier.step(frame);
    }
    const { hashes, mismatches, firstBad, turnout } = verifier;
    const hashTrue = world.tick === head.last && world.hash() === head.hash;
    const resultTrue = bySeat(game.result?.(world) ?? []) === bySeat(head.result);
    return { ticks: world.tick - head.first, hashes, mismatches, firstBad, hashTrue, resultTrue, turnout };
  });
}
