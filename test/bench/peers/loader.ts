/** A load process, as its harness has it. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { end, owned, pidOf } from "../../../test/support/process.ts";
import { LoadNews, type LoadOrder, type LoadSetup, type Seen } from "./orders.ts";

const LOAD = fileURLToPath(new URL("./load.ts", import.meta.url));

interface Waiting {
  resolve(news: LoadNews): void;
  reject(error: Error): void;
}

/** Give it one order at a time. Each throws if a player was thrown out, or never got in, now or before. */
export class Loader {
  readonly pid: number;
  readonly #child: ChildProcess;
  #failure: Error | undefined;
  #waiting: Waiting | undefined;

  constructor(setup: LoadSetup) {
    this.#child = owned(fork(LOAD, [JSON.stringify(setup)]));
    this.pid = pidOf(this.#child);
    this.#child.on("message", (message) => {
      const news = v.parse(LoadNews, message);
      if (news.type === "failed") this.#fail(news.reason);
      else this.#waiting?.resolve(news);
    });
    this.#child.once("exit", (code) => this.#fail(`the load ended with ${code}`));
  }

  /** Resolves when so many play. */
  async join(players: number): Promise<void> {
    await this.#give({ type: "join", players });
  }

  /** @param begun is called when the measurement begins: an order takes its time to arrive */
  async measure(seconds: number, begun: () => void): Promise<Seen> {
    await this.#give({ type: "measure", seconds });
    begun();
    const news = await this.#news();
    if (news.type !== "seen") throw new Error(`the load said ${news.type} in a measurement`);
    return news.seen;
  }

  async end(): Promise<void> {
    await end(this.#child);
  }

  #give(order: LoadOrder): Promise<LoadNews> {
    const answer = this.#news();
    if (!this.#failure) this.#child.send(order);
    return answer;
  }

  #news(): Promise<LoadNews> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      else this.#waiting = { resolve, reject };
    });
  }

  #fail(reason: string): void {
    this.#failure ??= new Error(reason);
    this.#waiting?.reject(this.#failure);
  }
}
