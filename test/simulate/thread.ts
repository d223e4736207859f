/** A thread of the pool: plays the runs that it is told to, and says how each went. */
import { parentPort } from "node:worker_threads";
import type { Order, Played } from "./pool.ts";
import { simulate } from "./world.ts";

function play({ seed, game }: Order): Played {
  try {
    return { type: "kept", seed, outcome: simulate(seed, game) };
  } catch (error) {
    return { type: "failed", seed, reason: (error instanceof Error && error.stack) || String(error) };
  }
}

parentPort?.on("message", (order: Order) => parentPort?.postMessage(play(order)));
