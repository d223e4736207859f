/** The states of a replay, for builds with other rules: the changes of the world at long intervals. */
import { LogReader } from "#shared/log/index.ts";
import { DOWN, join } from "#shared/protocol/index.ts";
import type { Layout } from "#shared/sim/index.ts";
import { ByteReader } from "./byte-reader.ts";
import { writeLeap } from "./leaps.ts";
import { open } from "./segment.ts";
import type { StoredSegment } from "./stored.ts";

/** A world this often, in seconds of play. */
const EVERY_S = 2;

/** Reads the tick of a keyframe message without decoding it: most of them are skipped. */
function tickOf(image: Uint8Array): number {
  const cursor = new ByteReader(image);
  if (cursor.array() < 3 || cursor.integer() !== DOWN.keyframe) throw new TypeError("an image is no keyframe");
  return cursor.integer();
}

/**
 * @param layout of the rules that made these worlds; this build need not have them
 * @param stored the segment; its images ascend
 * @param to leave out the worlds after this tick
 * @param whole include the world of that tick, however soon after the last one it comes
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
