/** A thread: plays the rounds that it is told to, and answers with what was counted. */
import { parentPort } from "node:worker_threads";
import * as v from "valibot";
import { playArena } from "./arena.ts";
import { playPuck } from "./puck.ts";
import { Tally } from "./tally.ts";

const count = v.number();

/** Some rounds, from a seed on. */
export const Batch = v.object({
  game: v.picklist(["arena", "puck"]),
  from: count,
  rounds: count,
  seats: v.array(count),
  botLevel: count,
  maps: v.array(count),
  modes: v.array(count),
});
export type Batch = v.InferOutput<typeof Batch>;

/** The seed decides on what a round is played: each choice as often as the other. */
export function play({ game, from, rounds, seats, botLevel, maps, modes }: Batch): Tally {
  const tally = new Tally();
  for (let seed = from; seed < from + rounds; seed++) {
    const map = maps[seed % maps.length];
    const mode = modes[Math.trunc(seed / maps.length) % modes.length];
    const many = seats[seed % seats.length];
    const played =
      game === "arena"
        ? playArena({ seats: many, botLevel, map, mode }, seed)
        : playPuck({ seats: many, botLevel }, seed);
    tally.addAll(played.counts);
  }
  return tally;
}

parentPort?.on("message", (batch: unknown) => parentPort?.postMessage(play(v.parse(Batch, batch)).counts));
