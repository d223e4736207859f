/** The far end of an engine: a question in JSON, and its answer. As a module of workerd it is a Worker. */
import * as v from "valibot";
import { answers } from "./answers.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Question = v.variant("ask", [
  v.object({ ask: v.literal("digests"), game: v.string(), seed: count, count, ticks: count }),
  v.object({ ask: v.literal("hashes"), game: v.string(), seed: count, ticks: count }),
  v.object({ ask: v.literal("image"), game: v.string(), seed: count, tick: count }),
]);

export type Question = v.InferOutput<typeof Question>;

function answer(q: Question): readonly number[] {
  switch (q.ask) {
    case "digests":
      return answers.digests(q.game, q.seed, q.count, q.ticks);
    case "hashes":
      return answers.hashes(q.game, q.seed, q.ticks);
    case "image":
      return answers.image(q.game, q.seed, q.tick);
  }
}

const reply = (text: string): string => JSON.stringify(answer(v.parse(Question, JSON.parse(text))));

/** One default export: a Worker may have no others that are no handlers. */
export default {
  reply,
  fetch: async (request: Request): Promise<Response> => new Response(reply(await request.text())),
};
