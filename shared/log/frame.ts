/** The pieces of a log. */
import { beginTick, emptyWorld, type WorldBase } from "#shared/sim/index.ts";
import { writeDelta } from "./delta.ts";

/**
 * How frames are coded.
 * - `rules`: what the seats did; the reader has the game's rules, and steps its world itself.
 * - `state`: how the world changed; any client can read that.
 */
export type Stream = "rules" | "state";

/** The changes of one tick. */
export interface Frame {
  readonly stream: Stream;
  /** How many ticks have passed since the frame before, 1 or more: in the others no seat did anything new. */
  readonly ticks: number;
  /** The world's hash after this frame, where the writer adds it. */
  readonly hash: number | undefined;
  readonly delta: readonly number[];
  /** Proves to the match that it made this frame: 21 bits. Undefined where the match does not sign. docs/WIRE.md, "The tail" */
  readonly tag?: number | undefined;
}

/** A whole world. A reader that joins begins with one. */
export interface Keyframe {
  readonly tick: number;
  readonly hash: number;
  /** The world, as the delta from the empty one. */
  readonly delta: readonly number[];
}

/** A world as a keyframe. */
export function keyframe(world: WorldBase): Keyframe {
  const delta: number[] = [];
  writeDelta(delta, emptyWorld(world.layout), world);
  return { tick: world.tick, hash: world.hash(), delta };
}

/**
 * The start of a rules stream: an older keyframe, and the ticks since as states. They lead to this world and its past.
 */
export function opening(world: WorldBase): { readonly keyframe: Keyframe; readonly frames: readonly Frame[] } {
  const past: WorldBase[] = [world];
  for (let before = world.past.at(world.tick - 1); before; before = world.past.at(before.tick - 1))
    past.unshift(before);
  const base = past[0].clone();
  const frames = past.slice(1).map((next): Frame => {
    const delta: number[] = [];
    beginTick(base);
    writeDelta(delta, base, next);
    return { stream: "state", ticks: 1, hash: undefined, delta };
  });
  return { keyframe: keyframe(past[0]), frames };
}
