/** Looks for runs that fail, with new seeds, and shrinks the failures. */
import { randomInt } from "node:crypto";
import type { Play, Played, Pool } from "./pool.ts";
import { kindOf, shrink } from "./shrink.ts";
import { type Course, command } from "./world.ts";

/** Seeds are below this. */
const SEEDS = 2 ** 31;

export interface Hunt {
  /** For how long seeds are tried, in milliseconds. Failures found by then are shrunk to the end. */
  readonly ms: number;
  readonly game: string | undefined;
  /** Each run that has been played, but for those of a shrinking. */
  told(played: Played): void;
  /** The failures, each kind once. */
  found(words: string): void;
}

export async function hunt(pool: Pool, { ms, game, told, found }: Hunt): Promise<void> {
  const end = performance.now() + ms;
  const seen = new Set<string>();
  await pool.work(async (play) => {
    while (performance.now() < end) {
      const course = { seed: randomInt(1, SEEDS), game };
      const played = await play(course);
      told(played);
      if (played.type === "kept") continue;
      const kind = kindOf(played.reason);
      if (seen.has(kind)) found(`seed ${course.seed}: ${kind}, again\n  ${command(course)}`);
      else {
        seen.add(kind);
        found(`seed ${course.seed}: ${played.reason}\n  ${command(course)}\n${await shortest(course, kind, play)}`);
      }
    }
  });
}

async function shortest(course: Course, kind: string, play: Play): Promise<string> {
  let reason = "";
  const small = await shrink(course, async (smaller) => {
    const played = await play(smaller);
    const fails = played.type === "failed" && kindOf(played.reason) === kind;
    if (fails) [reason] = played.reason.split("\n", 1);
    return fails;
  });
  return `  the shortest run that fails so: ${reason}\n  ${command(small)}`;
}
