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

/** Plays a full match against a server that it starts and stops. @throws {Error} somebody was thrown out, or never in */
export async function cost(target: LoadTarget, seats: number, seconds: number, tickRate = 30): Promise<Cost> {
  requirePeer();
  const server = await target.start({ seats, tickRate });
  const { url } = server;
  const order: LoadOrder = {
    target: target.name,
    url,
    seats,
    tickRate,
    probes: Math.min(PROBES, seats - 1),
    warmUpSeconds: WARM_UP_S,
    seconds,
  };
  const load = fork(LOAD, [JSON.stringify(order)]);
  try {
    return await new Promise<Cost>((resolve, reject) => {
      let [cpu, start] = [0, 0];
      load.on("message", (message) => {
        const news = v.parse(LoadNews, message);
        if (news.type === "failed") reject(new Error(news.reason));
        else if (news.type === "begin") [cpu, start] = [cpuMs(server.pid), performance.now()];
        else {
          const used = cpuMs(server.pid) - cpu;
          const elapsed = (performance.now() - start) / 1000;
          resolve({
            cpuMsPerPlayerSecond: used / seats / elapsed,
            cpuPercent: used / elapsed / 10,
            rssMB: rssMB(server.pid),
            ...news.seen,
          });
        }
      });
      load.once("exit", (code) => reject(new Error(`the load ended with ${code}`)));
    });
  } finally {
    await end(load);
    await server.stop();
  }
}
