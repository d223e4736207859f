/** Thousands who watch, on a thread of their own: what they cost must not delay the players who are measured. */
import { Worker } from "node:worker_threads";

export interface StandOrder {
  readonly url: string;
  readonly code: string;
  readonly sockets: number;
  /** `COUNTS`, in this order. */
  readonly counts: SharedArrayBuffer;
}

/** What the thread tells its owner: 64-bit integers. */
export const COUNTS = ["open", "lost", "messages", "bytes"] as const;

export interface Counted {
  readonly open: number;
  /** Sockets that were lost. */
  readonly lost: number;
  readonly messages: number;
  readonly bytes: number;
}

export class Stand {
  readonly #counts: BigInt64Array;
  readonly #worker: Worker;

  constructor(url: string, code: string, sockets: number) {
    const counts = new SharedArrayBuffer(8 * COUNTS.length);
    const workerData: StandOrder = { url, code, sockets, counts };
    this.#counts = new BigInt64Array(counts);
    this.#worker = new Worker(new URL("./stand-thread.ts", import.meta.url), { workerData });
  }

  /** Resolves when all are in. @throws what ended the thread */
  full(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.once("message", () => resolve()).once("error", reject);
    });
  }

  counted(): Counted {
    const [open, lost, messages, bytes] = Array.from(this.#counts, Number);
    return { open, lost, messages, bytes };
  }

  async leave(): Promise<void> {
    await this.#worker.terminate();
  }
}
