/** A JavaScript engine that plays random matches. */
import * as v from "valibot";
import type { Question } from "./reply.ts";

/** See `Answers`. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  digests(game: string, fromSeed: number, count: number, ticks: number): Promise<readonly number[]>;
  hashes(game: string, seed: number, ticks: number): Promise<readonly number[]>;
  image(game: string, seed: number, tick: number): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** How to reach an engine: a question's text is sent to its `reply`. One question at a time. */
export interface Line {
  ask(text: string): Promise<string>;
  stop(): Promise<void>;
}

/** This machine has no such engine: no fault of ours. */
export class Absent extends Error {}

const Numbers = v.array(v.number());

export function engineOn(name: string, version: string, line: Line): Engine {
  const ask = async (question: Question): Promise<readonly number[]> =>
    v.parse(Numbers, JSON.parse(await line.ask(JSON.stringify(question))));
  return {
    name,
    version,
    digests: (game, seed, count, ticks) => ask({ ask: "digests", game, seed, count, ticks }),
    hashes: (game, seed, ticks) => ask({ ask: "hashes", game, seed, ticks }),
    image: (game, seed, tick) => ask({ ask: "image", game, seed, tick }),
    stop: () => line.stop(),
  };
}
