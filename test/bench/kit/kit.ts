/** What the kit costs, in microseconds a call, for worlds in mid-match: in Node and in workerd, timed the same way. */

import { show } from "../results.ts";
import { round } from "../statistics.ts";
import { kitOf, repeat } from "./kit-calls.ts";
import { startKitWorkerd } from "./kit-workerd.ts";

const SIZES = [16, 100] as const;
/** So long a batch of calls takes at least, in milliseconds: the way to the other process and back is short beside it. */
const BATCH_MS = 20;
const BATCHES = 7;

/** Makes a call so many times. */
type Repeat = (times: number) => void | Promise<void>;

/** The quickest of a few batches, in milliseconds: other work of the machine only ever adds. */
async function quickest(repeats: Repeat, times: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    await repeats(times);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/**
 * One call in microseconds: what a batch of twice as many takes longer, so that what surrounds the calls does not
 * count. Finding out how many make a batch warms the call up.
 */
async function microseconds(repeats: Repeat): Promise<number> {
  let times = 32;
  let once = 0;
  while (once < BATCH_MS) {
    times *= 2;
    once = await quickest(repeats, times);
  }
  return round((((await quickest(repeats, 2 * times)) - once) * 1000) / times);
}

export async function kit(): Promise<void> {
  const workerd = await startKitWorkerd();
  try {
    for (const seats of SIZES) {
      const here = kitOf(seats);
      const rows = [];
      for (const call of here.calls.keys()) {
        rows.push({
          call,
          "Node µs": await microseconds((times) => repeat(here, call, times)),
          "workerd µs": await microseconds((times) => workerd.repeat(seats, call, times)),
        });
      }
      show(`The kit, ${seats} seats, a world of ${here.size} bytes`, rows);
    }
  } finally {
    await workerd.stop();
  }
}
