import { Patches } from "#test/bench/peers/colyseus/patches.mjs";
import type { Coding } from "./coding.ts";

/** Colyseus as it is usually written: see peer/colyseus/float32.mjs. */
export function colyseusFloat32(): Coding {
  let patches: Patches | undefined;
  return {
    name: "colyseusFloat32",
    begin(world) {
      patches = new Patches("float32", world);
    },
    tick: (world) => patches?.tick(world) ?? 0,
  };
}
