/** The thread of a `Stand`. */
import { parentPort, workerData } from "node:worker_threads";
import { enterAll, Onlooker } from "./onlooker.ts";
import type { StandOrder } from "./stand.ts";

/** The counts are told so often, in milliseconds. */
const TELL_MS = 100;
const AT_A_TIME = 4;

const { url, code, sockets, counts } = workerData as StandOrder;
const shared = new BigInt64Array(counts);
const onlookers = Array.from({ length: sockets }, () => new Onlooker({ url, code, count: true }));

function tell(): void {
  const sum = (of: (onlooker: Onlooker) => number) =>
    BigInt(onlookers.reduce((all, onlooker) => all + of(onlooker), 0));
  shared[0] = sum(({ open }) => (open ? 1 : 0));
  shared[1] = sum(({ lost }) => lost);
  shared[2] = sum(({ messages }) => messages);
  shared[3] = sum(({ bytes }) => bytes);
}

setInterval(tell, TELL_MS);
await enterAll(onlookers, AT_A_TIME);
tell();
parentPort?.postMessage("all are in");
