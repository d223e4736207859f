/** Writes a replay from the log that a match has stored. */
import { pack } from "#shared/protocol/wire.ts";
import { type Layout, layoutFromSchema } from "#shared/sim/index.ts";
import { FORMAT, type ReplayHead, SEEN_FORMAT } from "./format.ts";
import { gzip } from "./gzip.ts";
import { statesOf } from "./states.ts";
import type { StoredSegment } from "./stored.ts";

/** @param next the tick of the next segment; undefined for the last one */
function segment(layout: Layout, stored: StoredSegment, last: number, next?: number): Uint8Array {
  const { tick, opening, log } = stored;
  // The next segment begins with that world, and holds it.
  const states = next === undefined ? statesOf(layout, stored, last, true) : statesOf(layout, stored, next - 1, false);
  return pack([tick, opening, log, states]);
}

async function* values(
  head: ReplayHead,
  segments: AsyncIterable<StoredSegment> | Iterable<StoredSegment>,
  isWhole: boolean,
): AsyncGenerator<Uint8Array, void> {
  yield pack([isWhole ? FORMAT : SEEN_FORMAT, JSON.stringify(head)]);
  const layout = layoutFromSchema(head);
  let before: StoredSegment | undefined;
  for await (const stored of segments) {
    if (before) yield segment(layout, before, head.last, stored.tick);
    before = stored;
  }
  if (before) yield segment(layout, before, head.last);
}

/**
 * Writes a replay's file. Two segments at a time are in memory.
 * @param isWhole whether its logs hold what the seats do; otherwise, how what a spectator may know changes
 * @throws {Error} a segment's messages do not fit the head's schema. Errors of the iterator pass through
 */
export function writeReplay(
  head: ReplayHead,
  segments: AsyncIterable<StoredSegment> | Iterable<StoredSegment>,
  isWhole = true,
): Promise<Uint8Array> {
  return gzip(values(head, segments, isWhole));
}
