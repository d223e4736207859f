/**
 * Quiet time: ticks in which nothing happens by itself are not stepped. They change the tick and nothing else, so that it does
 * not matter to any world whether they were stepped one by one or skipped, nor in how many parts. docs/decisions/sleep.md
 */
import { advance, decide } from "./advance.ts";
import { clearCommands } from "./commands.ts";
import type { TableView } from "./table.ts";
import type { WorldBase } from "./world.ts";

/** For `quietUntil`: nothing happens until a player does something. */
export const FOREVER = Number.POSITIVE_INFINITY;

/** Is told of a world to which ticks have led: how many, 1 or more. In all but the last of them nothing has happened. */
export type Passed = (world: WorldBase, ticks: number) => void;

/** Every seat keeps its input, and gives no command: copies `seats` into `inputs`. */
export function holdInputs(inputs: TableView, seats: TableView): void {
  inputs.bytes.set(seats.bytes);
  clearCommands(inputs);
}

/** Whether a table holds what the next tick changes in any case: events, which end, and cells that move by their rate. */
function isStirring(view: TableView): boolean {
  const { placed, cells } = view;
  const rates = placed.columns.flatMap(({ rateColumn }) => (rateColumn === undefined ? [] : [cells[rateColumn]]));
  if (placed.kind !== "events" && rates.length === 0) return false;
  for (const row of view) if (placed.kind === "events" || rates.some((rate) => rate[row] !== 0)) return true;
  return false;
}

/**
 * How many of the next ticks are quiet: they change nothing but the tick, if these are their inputs.
 * @param inputs shaped as `world.seats`. The rows of bots are filled in here
 * @returns `FOREVER` where they are until a player does something; 0 where the next tick must be stepped
 */
export function quietTicks(world: WorldBase, inputs: TableView): number {
  const { game } = world.layout;
  const ticks = Math.ceil(game.quietUntil?.(world) ?? 0) - 1 - world.tick;
  // An answer that is no number is none.
  if (!(ticks >= 1)) return 0;
  if (world.views.some(isStirring)) return 0;
  decide(world, inputs);
  const seats = world.seatTable.bytes;
  // A command that has counted ends with the next tick: that is a change, too.
  return inputs.bytes.every((byte, i) => byte === seats[i]) ? ticks : 0;
}

/** Lets so many quiet ticks pass at once. */
export function skipQuiet(world: WorldBase, ticks: number): void {
  const to = world.tick + ticks;
  world.tick = Math.max(world.tick, to - world.layout.rewind);
  for (; world.tick < to; world.tick += 1) world.past.push(world);
}

/**
 * Advances a world by some ticks in which every seat keeps its input and gives no command; quiet ones are skipped.
 * @param inputs is written to
 * @param passed is called after each step, and once after ticks that were skipped together
 */
export function skip(world: WorldBase, inputs: TableView, ticks: number, passed: Passed = () => {}): void {
  const end = world.tick + ticks;
  while (world.tick < end) {
    holdInputs(inputs, world.seatTable);
    const quiet = Math.min(quietTicks(world, inputs), end - world.tick);
    if (quiet > 0) {
      skipQuiet(world, quiet);
      passed(world, quiet);
      continue;
    }
    advance(world, inputs);
    passed(world, 1);
  }
}

/** Calls `each` for the last ticks of those that have passed, `most` at most: `world` stands at each of them in turn. */
export function eachPassed(world: WorldBase, ticks: number, most: number, each: (world: WorldBase) => void): void {
  const { tick } = world;
  for (let at = tick - Math.min(ticks, most) + 1; at <= tick; at++) {
    world.tick = at;
    each(world);
  }
}
