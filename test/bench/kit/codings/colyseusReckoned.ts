import { Patches } from "#test/bench/peers/colyseus/patches.mjs";
import type { Coding } from "./coding.ts";

/** Colyseus with players dead-reckoned by hand: see peer/colyseus/reckoned.mjs. */
export function colyseusReckoned(): Coding {
  let patches: Patches | undefined;
  return {
    name: "colyseusReckoned",
    begin(world) {
      patches = new Patches("reckoned", world);
    },
    tick: (world) => patches?.tick(world) ?? 0,
  };
}
