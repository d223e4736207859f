/** Writes a replay out of what a match has stored. */
import { pack } from "#shared/protocol/wire.ts";
import { type Layout, layoutFromSchema } from "#shared/sim/index.ts";
import { FORMAT, type ReplayHead } from "./format.ts";
import { gzip } from "./gzip.ts";
import { statesOf } from "./states.ts";
import type { StoredSegment } from "./stored.ts";

/** @param next the tick of the next chapter; undefined where this is the last */
function chapter(layout: Layout, stored: StoredSegment, last: number, next?: number): Uint8Array {
  const { tick, opening, log } = stored;
  // What the next chapter begins with stands there already.
  const states = next === undefined ? statesOf(layout, stored, last, true) : statesOf(layout, stored, next - 1, false);
  return pack([tick, opening, log, states]);
}

async function* values(
  head: ReplayHead,
  chapters: AsyncIterable<StoredSegment> | Iterable<StoredSegment>,
): AsyncGenerator<Uint8Array, void> {
  yield pack([FORMAT, JSON.stringify(head)]);
  const layout = layoutFromSchema(head);
  let before: StoredSegment | undefined;
  for await (const stored of chapters) {
    if (before) yield chapter(layout, before, head.last, stored.tick);
    before = stored;
  }
  if (before) yield chapter(layout, before, head.last);
}

/**
 * A replay's file. Of the chapters, two at a time are in memory.
 * @throws {Error} a chapter's messages lead to no world of the head's schema; and what the chapters throw
 */
export function writeReplay(
  head: ReplayHead,
  chapters: AsyncIterable<StoredSegment> | Iterable<StoredSegment>,
): Promise<Uint8Array> {
  return gzip(values(head, chapters));
}
