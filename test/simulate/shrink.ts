/**
 * From a run that fails to the shortest that fails in the same way: fewest mishaps, and people, who come by one; then
 * least time.
 */
import { planOf } from "./chaos.ts";
import type { Course } from "./world.ts";

/** Times that a time is halved. */
const HALVINGS = 8;

/** The reason of a failure, without the numbers in which two runs differ. */
export const kindOf = (reason: string): string => (reason.split("\n", 1)[0] ?? "").replaceAll(/-?\d+(\.\d+)?/g, "#");

/** @param fails whether this one fails in the same way */
export async function shrink(course: Course, fails: (course: Course) => Promise<boolean>): Promise<Course> {
  const plan = planOf(course.seed, course.game);
  const all = course.only ?? [...plan.events.keys()];
  const fewer = await leaveOut(all, (only) => fails({ ...course, only }));
  const ms = course.ms ?? plan.ms;
  const last = Math.max(0, ...fewer.map((n) => plan.events[n].at));
  const least = await halve(last, ms, (time) => fails({ ...course, only: fewer, ms: time }));
  const shorter = { ...course, only: fewer, ms: least };
  // In less time some of them may be in vain.
  const fewest = await leaveOut(fewer, (only) => fails({ ...shorter, only }));
  return { ...shorter, only: fewest };
}

/** Leaves out as many as it can, large parts first, until each one that is left is needed. */
async function leaveOut<T>(list: readonly T[], fails: (rest: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let left = list;
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (let from = 0; from < left.length; ) {
        const rest = [...left.slice(0, from), ...left.slice(from + size)];
        if (await fails(rest)) {
          left = rest;
          shrunk = true;
        } else from += size;
      }
      if (size > 1) break;
    }
  }
  return left;
}

/** A small number that fails, from `least` to `most`, which does. */
async function halve(least: number, most: number, fails: (value: number) => Promise<boolean>): Promise<number> {
  if (await fails(least)) return least;
  let [good, bad] = [least, most];
  for (let n = 0; n < HALVINGS && bad - good > 1; n++) {
    const middle = Math.round((good + bad) / 2);
    if (await fails(middle)) bad = middle;
    else good = middle;
  }
  return bad;
}
