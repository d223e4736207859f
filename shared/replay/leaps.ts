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

/** Everything goes on as in one tick, however many they are: to go through each of them makes nothing smaller. */
function goOn(world: WorldBase, ticks: number): void {
  world.tick += ticks - 1;
  beginTick(world);
}

/** Makes `base` into `next`, a world of a later tick, and answers the bytes of that leap. */
export function writeLeap(base: WorldBase, next: WorldBase): Uint8Array {
  const ticks = next.tick - base.tick;
  const delta: number[] = [];
  goOn(base, ticks);
  writeDelta(delta, base, next);
  return pack([ticks, ...delta]);
}

/**
 * What stands in `states`, which anybody can have made up.
 * @throws {BadReplay} it is no leaps
 */
export function* leapsIn(states: Uint8Array): Generator<Leap, void> {
  const cursor = new ByteReader(states);
  while (!cursor.done) {
    const count = cursor.array();
    const ticks = cursor.integer();
    if (count < 1 || ticks < 1) throw new BadReplay("this replay is damaged: what it shows goes back in time");
    const delta: number[] = [];
    while (delta.length < count - 1) delta.push(cursor.integer());
    yield { ticks, delta };
  }
}

/** @throws {RangeError} it is no leap of this world's layout */
export function applyLeap(world: WorldBase, { ticks, delta }: Leap): void {
  goOn(world, ticks);
  readDelta(world, delta);
}
