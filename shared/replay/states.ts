/** What a replay shows to those who have other rules: how the world changed, at long intervals. */
import { LogReader } from "#shared/log/index.ts";
import { DOWN, join } from "#shared/protocol/index.ts";
import type { Layout } from "#shared/sim/index.ts";
import { ByteReader } from "./byte-reader.ts";
import { writeLeap } from "./leaps.ts";
import { open } from "./segment.ts";
import type { StoredSegment } from "./stored.ts";

/** A world this often, in seconds of play. */
const EVERY_S = 2;

/** Of a keyframe's message: most of them are not wanted, and need not be decoded. */
function tickOf(image: Uint8Array): number {
  const cursor = new ByteReader(image);
  if (cursor.array() < 3 || cursor.integer() !== DOWN.keyframe) throw new TypeError("an image is no keyframe");
  return cursor.integer();
}

/**
 * @param layout of the rules that made these worlds, which need not be here
 * @param stored the chapter; its images ascend
 * @param to the worlds after this tick are left out
 * @param whole whether the world of that very tick is to be there, however soon it comes
 * @returns leaps, back to back
 * @throws {Error} a message leads to no world of this layout
 */
export function statesOf(
  layout: Layout,
  { tick: first, opening, images }: StoredSegment,
  to: number,
  whole: boolean,
): Uint8Array {
  const reader = new LogReader(layout);
  const image = new LogReader(layout);
  const { world } = reader;
  open(reader, opening, first);
  const states: Uint8Array[] = [];
  for (const bytes of images) {
    const tick = tickOf(bytes);
    const ticks = tick - world.tick;
    const due = ticks >= EVERY_S * layout.tickRate || (whole && tick === to);
    if (!due || ticks < 1 || tick > to) continue;
    open(image, bytes, tick);
    states.push(writeLeap(world, image.world));
  }
  return join(states);
}
