/**
 * Prediction by rollback: from the newest world that is known, re-step to now with the player's own inputs and all
 * others' last ones. The outcome is what the server will say, but for what could not be known.
 *
 * The technique is GGPO's and Photon Quantum's; that it is the whole world, and whole numbers, makes it exact.
 */

import { logFault } from "#client/faults.ts";
import { followSeen, type Input } from "#shared/protocol/index.ts";
import {
  advance,
  beginTick,
  CLIENT,
  type CommandCells,
  commandCells,
  eachPassed,
  emptyWorld,
  FIRST_INPUT,
  FOREVER,
  holdInputs,
  type Layout,
  quietTicks,
  SEAT,
  skipQuiet,
  TableView,
  Unforeseen,
  type WorldBase,
} from "#shared/sim/index.ts";
import { WorldRing } from "../timeline/world-ring.ts";
import type { CommandLog } from "./command-log.ts";

export class Predictor {
  readonly #seat: number;
  readonly #world: WorldBase;
  readonly #live: WorldBase;
  readonly #inputs: TableView;
  readonly #commandCells: CommandCells | undefined;
  readonly #commands: CommandLog | undefined;
  readonly #ring: WorldRing;
  readonly #kept: number;
  /** The player's own inputs that the known world does not have yet, and the last that it has. */
  #own: Input[] = [];
  /** The newest tick that is known. */
  #known = -1;
  /** The known world has gone on since the last re-step. */
  #stale = true;
  /** From this tick of the world on, what comes takes what only the server knows: nothing more is foretold. */
  #unforeseen = Number.POSITIVE_INFINITY;
  /** The rules have thrown, and it has been said. */
  #told = false;

  /**
   * @param kept how many ticks are kept
   * @param commands those of the player, where there is one
   */
  constructor(layout: Layout, seat: number, kept: number, commands?: CommandLog) {
    this.#seat = seat;
    this.#world = emptyWorld(layout);
    this.#live = emptyWorld(layout);
    this.#inputs = new TableView(this.#world.seatTable.placed, new ArrayBuffer(layout.size));
    this.#commandCells = commandCells(this.#inputs);
    this.#commands = commands;
    this.#kept = kept;
    this.#ring = new WorldRing(kept);
  }

  /** What the seat does from this input's tick on. */
  seal(input: Input): void {
    this.#own.push(input);
  }

  /** More is known than before. */
  learn(known: WorldBase): void {
    this.#stale = true;
    const { tick } = known;
    this.#known = tick;
    while (this.#own.length > 1 && this.#own[1].tick <= tick) this.#own.shift();
  }

  /** The player has given a command, or one has been refused. */
  commanded(): void {
    this.#stale = true;
  }

  /** Nothing that was predicted follows from what comes next. */
  clear(): void {
    this.#ring.clear();
    this.#own = [];
    this.#stale = true;
  }

  /** Steps on to this tick, all anew where more is known. */
  run(known: WorldBase, tick: number): void {
    if (this.#stale || this.#ring.latest < 0 || this.#world.tick > tick) {
      this.#world.forkFrom(known);
      this.#ring.clear();
      this.#ring.push(this.#world);
      this.#stale = false;
      this.#unforeseen = Number.POSITIVE_INFINITY;
    }
    while (this.#world.tick < tick) {
      const quiet = this.#quiet(tick);
      if (quiet > 0) {
        skipQuiet(this.#world, quiet);
        eachPassed(this.#world, quiet, this.#kept, (each) => this.#ring.push(each));
        continue;
      }
      this.#step(this.#world, this.#ring.at(this.#world.tick));
      this.#ring.push(this.#world);
    }
  }

  /** The next tick's world, if what is wanted now were its input: it is drawn, and never built upon. */
  speculate(values: readonly number[] | undefined): WorldBase {
    this.#live.forkFrom(this.#world);
    this.#step(this.#live, this.#world, values);
    return this.#live;
  }

  /** The newest predicted world, with its past. */
  get world(): WorldBase {
    return this.#world;
  }

  /** The predicted world of a tick from the newest that is known on. */
  at(tick: number): WorldBase | undefined {
    return this.#ring.at(tick);
  }

  /** How many of the ticks up to this one are quiet; 0 where the next one must be stepped. */
  #quiet(tick: number): number {
    const world = this.#world;
    if (!world.layout.game.quietUntil) return 0;
    const next = this.#own.find((input) => input.tick > world.tick + 1)?.tick ?? FOREVER;
    const most = Math.min(tick, next - 1, (this.#commands?.nextAfter(world) ?? FOREVER) - 1) - world.tick;
    if (most < 1) return 0;
    try {
      this.#fill(world);
      return Math.min(most, quietTicks(world, this.#inputs));
    } catch (error) {
      this.#tell(world, error);
      return 0;
    }
  }

  /** The inputs of the next tick. */
  #fill(world: WorldBase, values?: readonly number[]): void {
    holdInputs(this.#inputs, world.seatTable);
    const due = this.#own.findLast(({ tick }) => tick <= world.tick + 1);
    const [kinds, seen] = this.#inputs.cells;
    if (kinds[this.#seat] === SEAT.away && this.#hasActed(world.tick + 1)) kinds[this.#seat] = SEAT.person;
    if (due) seen[this.#seat] = followSeen(seen[this.#seat], due.seen, world.layout.rewind);
    const own = values ?? due?.values;
    if (own) for (const [i, value] of own.entries()) this.#inputs.cells[FIRST_INPUT + i][this.#seat] = value;
  }

  /** @param before the same world, which stays as it is */
  #step(world: WorldBase, before: WorldBase | undefined, values?: readonly number[]): void {
    this.#fill(world, values);
    try {
      if (this.#commandCells) this.#commands?.predict(world.tick + 1, world, this.#commandCells);
      if (world.tick >= this.#unforeseen) this.#hold(world);
      else advance(world, this.#inputs, CLIENT);
    } catch (error) {
      if (!(error instanceof Unforeseen)) this.#tell(world, error);
      // The world that is only drawn decides nothing for those that are built upon.
      else if (world === this.#world && before) this.#unforeseen = before.tick;
      if (before) world.copyFrom(before);
      this.#hold(world);
    }
  }

  /** Nothing is foretold of this tick: everything stays where it is. What is known, and what the player does, goes on all the same. */
  #hold(world: WorldBase): void {
    beginTick(world);
    world.seatTable.bytes.set(this.#inputs.bytes);
  }

  /** The player is back, though the known world is of before: the bot that stood in gives way. */
  #hasActed(tick: number): boolean {
    return this.#own.some((input, i) => {
      const before = this.#own[i - 1]?.values;
      return input.tick <= tick && input.tick > this.#known && !before?.every((value, n) => value === input.values[n]);
    });
  }

  /** To the game's author: a step must bear the world of a client, which may lack what others hide. */
  #tell({ layout: { game }, tick }: WorldBase, error: unknown): void {
    if (this.#told) return;
    this.#told = true;
    logFault("prediction_failed", { game: game.name, version: game.version, tick }, error);
  }
}
