/** Threads that play runs, one on each core: a run takes no notice of the others. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as v from "valibot";
import type { Course } from "./world.ts";

const count = v.number();

const Played = v.variant("type", [
  v.object({
    type: v.literal("kept"),
    seed: count,
    outcome: v.object({
      seconds: count,
      ticks: count,
      kills: count,
      mishaps: count,
      returns: count,
      lost: count,
      renewals: count,
      commands: count,
    }),
  }),
  /** An invariant did not hold; `reason` with its stack. */
  v.object({ type: v.literal("failed"), seed: count, reason: v.string() }),
]);

/** How a run went. */
export type Played = v.InferOutput<typeof Played>;

/** One course for each of so many seeds. */
export interface Seeds extends Omit<Course, "seed"> {
  readonly from: number;
  readonly seeds: number;
}

/** Plays a run. @throws the error that ended the thread */
export type Play = (course: Course) => Promise<Played>;

class Thread {
  readonly #worker = new Worker(new URL("./thread.ts", import.meta.url));

  /** Plays one run at a time. @throws the error that ended the thread */
  play(course: Course): Promise<Played> {
    return new Promise((resolve, reject) => {
      const ended = (code: number) => reject(new Error(`a thread ended with ${code} at seed ${course.seed}`));
      this.#worker.removeAllListeners();
      this.#worker.once("error", reject).once("exit", ended);
      this.#worker.once("message", (played: unknown) => resolve(v.parse(Played, played)));
      this.#worker.postMessage(course);
    });
  }

  async end(): Promise<void> {
    this.#worker.removeAllListeners();
    await this.#worker.terminate();
  }
}

export class Pool {
  readonly #threads = Array.from({ length: availableParallelism() }, () => new Thread());

  /** Plays seeds. Each is told of as it ends, so not in their order. */
  async play({ from, seeds, ...rest }: Seeds, told: (played: Played) => void): Promise<void> {
    let next = from;
    await this.work(async (play) => {
      while (next < from + seeds) {
        const seed = next;
        next += 1;
        told(await play({ seed, ...rest }));
      }
    });
  }

  /** Does this in each thread, with runs that are played there, one after the other. */
  async work(work: (play: Play) => Promise<void>): Promise<void> {
    await Promise.all(this.#threads.map((thread) => work((course) => thread.play(course))));
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}
