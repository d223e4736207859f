/**
 * The rules by themselves, on random matches: nothing throws, nothing outside the world counts, bots and answers only read, and what
 * bots set is within its range.
 */

import { checkedGame } from "#shared/dev/checked-game.ts";
import {
  type AnyGame,
  advance,
  describe,
  emptyWorld,
  firstDifference,
  inputView,
  Random,
  SEAT,
  seededNature,
  setUp,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomInputs } from "#test/determinism/inputs.ts";
import { layoutOf } from "#test/determinism/play.ts";
import { checkAnswers } from "../answers.ts";
import { Faults, type Moment } from "../faults.ts";
import { type Verdict, verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

/** Each match lasts for so many ticks. */
const TICKS = 1200;
/** Each cell that is set is looked at in so many of them: that is slow. */
const CHECKED_TICKS = 300;
/** All that a world is asked is asked in one of so many ticks. */
const ASKED_EVERY = 7;

const OUTSIDE =
  "let step use the world and its inputs alone: no Math.random, no clock, and no variable of the module that a step sets";

const VALUES = "let the rules set whole numbers (Math.trunc) within the column's range, in rows that there are";

export function rules(subject: Subject, { seeds, from }: Effort): Verdict {
  const faults = new Faults(subject, "rules");
  let ticks = 0;
  for (let seed = from; seed < from + seeds; seed++) ticks += playOnce(subject.game, seed, faults);
  return verdict(
    `${seeds} random matches, ${ticks} ticks, each tick stepped twice, and each match played twice`,
    faults.all,
  );
}

/** A random match. @param each is called with the world as it is set up, and after every tick */
function playMatch(
  game: AnyGame,
  seed: number,
  each: (world: WorldBase) => void,
  { step = stepOnce, ticks = TICKS }: { readonly step?: Step; readonly ticks?: number } = {},
): void {
  const world = setUp(layoutOf(game, seed), seed);
  const inputs = new RandomInputs(world, new Random({ seed, draws: 0 }));
  each(world);
  for (let tick = 1; tick <= ticks; tick++) {
    inputs.decide(world);
    step(world, inputs.table);
    each(world);
  }
}

type Step = (world: WorldBase, inputs: TableView) => void;

/** What each tick draws from `world.secret` follows from the tick, so that it is the same when it is stepped again. */
const stepOnce: Step = (world, inputs) => advance(world, inputs, seededNature(world.tick));

/** What a development server checks as well: values that do not fit their column, and rows and names that there are not. */
function checkValues(game: AnyGame, seed: number, faults: Faults): void {
  let told = false;
  const checked = checkedGame(game, ({ text, at, tick }) => {
    told = true;
    faults.add(text, { seed, at: `tick ${tick}${at === undefined ? "" : `, ${at}`}` }, VALUES);
  });
  try {
    playMatch(checked, seed, () => {}, { ticks: CHECKED_TICKS });
  } catch (error) {
    // It has been told before it was thrown on.
    if (!told) faults.threw(error, "a checked step", { seed, at: "in the first ticks" });
  }
}

/** @returns the ticks that were played */
function playOnce(game: AnyGame, seed: number, faults: Faults): number {
  let tick = 0;
  const moment = (): Moment => ({ seed, at: tick === 0 ? "as it is set up" : `after tick ${tick}` });
  const hashes: number[] = [];
  const bots = new Bots(faults);
  const twice = stepTwice((difference, at) =>
    faults.add(
      `a tick stepped again from the same world leads to another: ${difference}`,
      { seed, at: `tick ${at}` },
      OUTSIDE,
    ),
  );
  const check = (world: WorldBase): void => {
    tick = world.tick;
    hashes.push(world.hash());
    bots.check(world, moment());
    if (tick % ASKED_EVERY === 0) checkAnswers(world, faults, moment());
  };
  if (faults.try("a step", moment, () => playMatch(game, seed, check, { step: twice }))) {
    checkAgain(game, seed, hashes, faults);
    checkValues(game, seed, faults);
  }
  return tick;
}

/** Steps a world, and another that is the same with the same inputs, and tells where they differ. */
function stepTwice(tell: (difference: string, tick: number) => void): Step {
  let other: WorldBase | undefined;
  return (world, inputs) => {
    other ??= emptyWorld(world.layout);
    other.forkFrom(world);
    const given = inputs.bytes.slice();
    stepOnce(world, inputs);
    inputs.bytes.set(given);
    stepOnce(other, inputs);
    const difference = firstDifference(world, other);
    if (difference) tell(describe(difference), world.tick);
  };
}

/** Lets the bots decide, each twice by the same world. */
class Bots {
  readonly #faults: Faults;
  #before: WorldBase | undefined;
  #inputs: TableView | undefined;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  check(world: WorldBase, moment: Moment): void {
    const [kinds] = world.seatTable.cells;
    this.#before = this.#before?.copyFrom(world) ?? world.clone();
    this.#inputs ??= new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
    for (let seat = 0; seat < this.#inputs.capacity; seat++) {
      if (kinds[seat] === SEAT.empty) continue;
      this.#compare(
        world,
        moment,
        seat,
        this.#decide(world, this.#inputs, seat),
        this.#decide(world, this.#inputs, seat),
      );
      const changed = firstDifference(this.#before, world);
      if (changed === undefined) continue;
      if (changed.table === "world" && changed.column === "draws")
        this.#faults.add(`bot draws from world.random (seat ${seat})`, moment, "use whim(): chance that draws nothing");
      else this.#faults.add(`bot changes the world: ${describe(changed)}`, moment, "let it write its input alone");
    }
  }

  /** @returns the values that it sets, by input column */
  #decide(world: WorldBase, inputs: TableView, seat: number): readonly number[] {
    const { game } = world.layout;
    inputs.bytes.set(world.seatTable.bytes);
    game.bot(world, seat, inputView(inputs));
    return Object.keys(game.input).map((name) => inputs.cells[inputs.placed.index.get(name) ?? 0][seat]);
  }

  #compare(
    { layout: { game } }: WorldBase,
    moment: Moment,
    seat: number,
    once: readonly number[],
    again: readonly number[],
  ): void {
    for (const [i, [name, { min, max }]] of Object.entries(game.input).entries()) {
      if (once[i] !== again[i])
        this.#faults.add(
          `bot of seat ${seat} sets ${name} to ${once[i]} and then to ${again[i]}, by the same world`,
          moment,
          OUTSIDE,
        );
      if (once[i] < min || once[i] > max)
        this.#faults.add(
          `bot sets ${name} to ${once[i]}: it goes from ${min} to ${max}`,
          moment,
          "clamp what the bot sets",
        );
    }
  }
}

/** The same match again: state outside the world that outlasts a tick makes another one of it. */
function checkAgain(game: AnyGame, seed: number, hashes: readonly number[], faults: Faults): void {
  let first: WorldBase | undefined;
  const compare = (world: WorldBase): void => {
    if (world.hash() !== hashes[world.tick]) first ??= world.clone();
  };
  if (
    !faults.try(
      "a step, the second time,",
      () => ({ seed, at: "after it was played once" }),
      () => playMatch(game, seed, compare),
    )
  )
    return;
  if (first) faults.add(`the same match played again is another`, { seed, at: `tick ${first.tick}` }, OUTSIDE);
}
