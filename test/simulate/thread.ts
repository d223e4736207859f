/** A thread of the pool: plays the runs that it is told to, and says how each went. */
import { parentPort } from "node:worker_threads";
import type { Played } from "./pool.ts";
import { type Course, simulate } from "./world.ts";

function play(course: Course): Played {
  try {
    return { type: "kept", seed: course.seed, outcome: simulate(course) };
  } catch (error) {
    return { type: "failed", seed: course.seed, reason: (error instanceof Error && error.stack) || String(error) };
  }
}

parentPort?.on("message", (course: Course) => parentPort?.postMessage(play(course)));
