/** Threads that play runs, one on each core: a run takes no notice of the others. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as v from "valibot";

/** What a thread is told: the run to play. `game` as for `simulate`. */
export interface Order {
  readonly seed: number;
  readonly game: string | undefined;
}

const count = v.number();

const Played = v.variant("type", [
  v.object({
    type: v.literal("kept"),
    seed: count,
    outcome: v.object({ seconds: count, ticks: count, kills: count, mishaps: count, returns: count }),
  }),
  /** Something that must hold did not; `reason` with its stack. */
  v.object({ type: v.literal("failed"), seed: count, reason: v.string() }),
]);

/** How a run went. */
export type Played = v.InferOutput<typeof Played>;

export interface Seeds {
  readonly from: number;
  readonly seeds: number;
  readonly game: string | undefined;
}

class Thread {
  readonly #worker = new Worker(new URL("./thread.ts", import.meta.url));

  /** One at a time. @throws what ended the thread */
  play(order: Order): Promise<Played> {
    return new Promise((resolve, reject) => {
      const ended = (code: number) => reject(new Error(`a thread ended with ${code} at seed ${order.seed}`));
      this.#worker.removeAllListeners();
      this.#worker.once("error", reject).once("exit", ended);
      this.#worker.once("message", (played: unknown) => resolve(v.parse(Played, played)));
      this.#worker.postMessage(order);
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
  async play({ from, seeds, game }: Seeds, told: (played: Played) => void): Promise<void> {
    let next = from;
    const work = async (thread: Thread) => {
      while (next < from + seeds) {
        const seed = next;
        next += 1;
        told(await thread.play({ seed, game }));
      }
    };
    await Promise.all(this.#threads.map(work));
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}
