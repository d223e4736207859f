import { Patches } from "#test/bench/peers/colyseus/patches.mjs";
import type { Coding } from "./coding.ts";

/** Colyseus at its best: see peer/colyseus/quantised.mjs. */
export function colyseusQuantised(): Coding {
  let patches: Patches | undefined;
  return {
    name: "colyseusQuantised",
    begin(world) {
      patches = new Patches("quantised", world);
    },
    tick: (world) => patches?.tick(world) ?? 0,
  };
}
