/** Threads that share jobs: for work that takes all cores. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export class Threads {
  readonly #workers: readonly Worker[];

  /** @param script answers each message with one message */
  constructor(script: URL, count = availableParallelism()) {
    this.#workers = Array.from({ length: count }, () => new Worker(script));
  }

  /**
   * Has each job done by the next thread that is free.
   * @param read checks an answer
   * @returns the answers in the order of the jobs
   * @throws what a thread has thrown, and what `read` throws
   */
  async all<T>(jobs: readonly unknown[], read: (answer: unknown) => T): Promise<T[]> {
    const answers: T[] = [];
    let next = 0;
    const work = async (worker: Worker) => {
      while (next < jobs.length) {
        const n = next;
        next += 1;
        answers[n] = read(await this.#ask(worker, jobs[n]));
      }
    };
    await Promise.all(this.#workers.map(work));
    return answers;
  }

  #ask(worker: Worker, job: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      worker.removeAllListeners();
      worker.once("message", resolve).once("error", reject);
      worker.once("exit", (code) => reject(new Error(`a thread has ended with ${code}`)));
      worker.postMessage(job);
    });
  }

  async end(): Promise<void> {
    for (const worker of this.#workers) worker.removeAllListeners();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
