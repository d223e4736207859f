/** What a match costs a server, and what its players feel of it. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { end } from "../../support/process.ts";
import { requirePeer } from "./installed.ts";
import { LoadNews, type LoadOrder, type Seen } from "./orders.ts";
import { cpuMs, rssMB } from "./proc.ts";
import type { LoadTarget } from "./target.ts";

const LOAD = fileURLToPath(new URL("./load.ts", import.meta.url));

/** Of all players. */
const PROBES = 4;
/** Longer than the lobby and the countdown, in which nobody moves. */
const WARM_UP_S = 6;

export interface Cost extends Seen {
  /** Milliseconds of processor time for one player's second of play. */
  readonly cpuMsPerPlayerSecond: number;
  /** Of one core. */
  readonly cpuPercent: number;
  /** At the end. */
  readonly rssMB: number;
}

export interface CostOptions {
  readonly seats: number;
  /** Of each window. */
  readonly seconds: number;
  /** How many windows are measured, one after the other, in one match. */
  readonly windows: number;
  readonly tickRate?: number;
}

/**
 * Plays a full match against a server that it starts and stops.
 * @returns what each window has cost
 * @throws {Error} somebody was thrown out, or never in
 */
export async function cost(target: LoadTarget, options: CostOptions): Promise<readonly Cost[]> {
  requirePeer();
  const { seats, seconds, windows, tickRate = 30 } = options;
  const server = await target.start({ seats, tickRate });
  const probes = Math.min(PROBES, seats - 1);
  const order: LoadOrder = {
    target: target.name,
    url: server.url,
    seats,
    tickRate,
    probes,
    warmUpSeconds: WARM_UP_S,
    seconds,
    windows,
  };
  const load = fork(LOAD, [JSON.stringify(order)]);
  try {
    return await new Promise<readonly Cost[]>((resolve, reject) => {
      const costs: Cost[] = [];
      let [cpu, start] = [0, 0];
      load.on("message", (message) => {
        const news = v.parse(LoadNews, message);
        if (news.type === "failed") {
          reject(new Error(news.reason));
        } else if (news.type === "begin") {
          [cpu, start] = [cpuMs(server.pid), performance.now()];
        } else {
          const used = cpuMs(server.pid) - cpu;
          const elapsed = (performance.now() - start) / 1000;
          costs.push({
            cpuMsPerPlayerSecond: used / seats / elapsed,
            cpuPercent: used / elapsed / 10,
            rssMB: rssMB(server.pid),
            ...news.seen,
          });
          if (costs.length === windows) resolve(costs);
        }
      });
      load.once("exit", (code) => reject(new Error(`the load ended with ${code}`)));
    });
  } finally {
    await end(load);
    await server.stop();
  }
}
