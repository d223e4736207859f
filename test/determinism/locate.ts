/** Where in a match two engines part: the tick, the table, the row and the column. */
import { type Difference, emptyWorld, firstDifference } from "#shared/sim/index.ts";
import { gameNamed } from "./answers.ts";
import type { Disagreement } from "./compare.ts";
import { layoutOf } from "./play.ts";

export interface Place {
  /** The first at which the worlds differ; 0 = as they were set up. Undefined: played again, they do not. */
  readonly tick: number | undefined;
  /** Undefined where the worlds differ in no column: in size, or between columns. */
  readonly difference: Difference | undefined;
}

export async function locate({ left, right, game, seed }: Disagreement, ticks: number): Promise<Place> {
  const [ours, theirs] = await Promise.all([left.hashes(game, seed, ticks), right.hashes(game, seed, ticks)]);
  const tick = ours.findIndex((hash, i) => hash !== theirs[i]);
  if (tick < 0) return { tick: undefined, difference: undefined };
  const images = await Promise.all([left.image(game, seed, tick), right.image(game, seed, tick)]);
  const layout = layoutOf(gameNamed(game), seed);
  if (images.some(({ length }) => length !== layout.size)) return { tick, difference: undefined };
  const [a, b] = images.map((image) => {
    const world = emptyWorld(layout);
    world.bytes.set(image);
    return world;
  });
  return { tick, difference: firstDifference(a, b) };
}

/** All that is known of it, a fact a line. */
export function inWords({ left, right, game, seed }: Disagreement, { tick, difference }: Place): string {
  const head = `DIFFERENCE between ${left.name} and ${right.name}\n  game    ${game}\n  seed    ${seed}\n`;
  if (tick === undefined) return `${head}  played again, the two agree at every tick`;
  if (difference === undefined)
    return `${head}  tick    ${tick}\n  the worlds are not of one size, or differ between columns`;
  const { table, row, column } = difference;
  const values = `  ${left.name}: ${difference.left}\n  ${right.name}: ${difference.right}`;
  return `${head}  tick    ${tick}\n  table   ${table}\n  row     ${row}\n  column  ${column}\n${values}`;
}
