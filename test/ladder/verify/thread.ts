/** A thread that fetches replays and checks them. */
import { parentPort } from "node:worker_threads";
import * as v from "valibot";
import { replayId } from "#worker/archive/replay-id.ts";
import { RoundFacts } from "#worker/ladder/facts.ts";
import { checkReplay } from "./replay-check.ts";
import { sourceOf } from "./source.ts";

export const Job = v.object({ where: v.string(), rounds: v.array(RoundFacts) });
export type Job = v.InferOutput<typeof Job>;

/** What came of a round; without it its replay is gone. */
export const Answer = v.optional(v.object({ faults: v.pipe(v.array(v.string()), v.readonly()), ticks: v.number() }));
export type Answer = v.InferOutput<typeof Answer>;

async function check({ where, rounds }: Job): Promise<Answer[]> {
  const source = sourceOf(where);
  const answers: Answer[] = [];
  for (const facts of rounds) {
    const file = await source.replay(replayId(facts.code, facts.round));
    answers.push(file && (await checkReplay(facts, file)));
  }
  return answers;
}

parentPort?.on("message", async (job: unknown) => parentPort?.postMessage(await check(v.parse(Job, job))));
