/** A thread that plays rounds, and records them. */
import { parentPort } from "node:worker_threads";
import * as v from "valibot";
import { Draft, record } from "./record.ts";

parentPort?.on("message", async (draft: unknown) => {
  const { facts, file } = await record(v.parse(Draft, draft));
  parentPort?.postMessage({ facts, file });
});
