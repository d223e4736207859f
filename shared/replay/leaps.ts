/** How the world changed, in leaps of many ticks: `[ticks, ...delta]`, back to back. */
import { readDelta, writeDelta } from "#shared/log/index.ts";
import { pack } from "#shared/protocol/wire.ts";
import { beginTick, type WorldBase } from "#shared/sim/index.ts";
import { BadReplay } from "./bad.ts";
import { ByteReader } from "./byte-reader.ts";

export interface Leap {
  /** 1 or more. */
  readonly ticks: number;
  readonly delta: readonly number[];
}

/** Moves the clock on by `ticks`, and all else as in one tick: going through each of them would make no leap smaller. */
function goOn(world: WorldBase, ticks: number): void {
  world.tick += ticks - 1;
  beginTick(world);
}

/** Codes the leap from `base` to `next`, a world of a later tick, and makes `base` equal to it. @returns its bytes */
export function writeLeap(base: WorldBase, next: WorldBase): Uint8Array {
  const ticks = next.tick - base.tick;
  const delta: number[] = [];
  goOn(base, ticks);
  writeDelta(delta, base, next);
  return pack([ticks, ...delta]);
}

/**
 * Splits untrusted bytes into leaps.
 * @throws {BadReplay} they are no leaps
 */
export function* leapsIn(states: Uint8Array): Generator<Leap, void> {
  const cursor = new ByteReader(states);
  while (!cursor.done) {
    const count = cursor.array();
    const ticks = cursor.integer();
    if (count < 1 || ticks < 1) throw new BadReplay("this replay is damaged: its states go back in time");
    const delta: number[] = [];
    while (delta.length < count - 1) delta.push(cursor.integer());
    yield { ticks, delta };
  }
}

/** @throws {RangeError} the leap does not fit the world's layout */
export function applyLeap(world: WorldBase, { ticks, delta }: Leap): void {
  goOn(world, ticks);
  readDelta(world, delta);
}
