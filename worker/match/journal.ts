/**
 * A match's log as it is stored: a keyframe, and the ticks since in pages of a second. Knows no disk: it says what is to
 * be written, and makes a world of what was read.
 *
 * Pages are rows that are written over again and again, so that a match-hour costs 3,600 rows and nothing is to be
 * deleted.
 */
import { type Frame, type Keyframe, LogReader, LogWriter, opening } from "#shared/log/index.ts";
import { decodeDown, encodeDown, join } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";

/** A page holds so much play, in seconds: what a kill can cost. */
const PAGE_S = 1;
/** A new keyframe after so many pages: what resuming has to step again. */
const PAGES = 30;
/** A hash this often, in ticks, so that what was read is known to be what was written. */
const HASH_EVERY = 32;

export interface Page {
  /** 0 is the keyframe's; the others follow it in their order. */
  readonly slot: number;
  /** The keyframe's tick. Pages of another epoch are left over from before, and to be written over. */
  readonly epoch: number;
  /** Messages of the protocol, back to back. */
  readonly bytes: Uint8Array;
}

/** A world and its past, as the page that a log begins with. */
export function keyframePage(world: WorldBase): Page {
  const { keyframe, frames } = opening(world);
  const messages = [
    encodeDown({ type: "keyframe", ...keyframe }),
    ...frames.map((frame) => encodeDown({ type: "frame", ...frame })),
  ];
  return { slot: 0, epoch: world.tick, bytes: join(messages) };
}

export class Journal {
  readonly #writer: LogWriter;
  #frames: Uint8Array[] = [];
  #epoch: number;
  #slot = 0;
  /** Ticks since the last page. */
  #ticks = 0;

  /** Begins with this world, whose keyframe page the caller stores. */
  constructor(world: WorldBase) {
    const heartbeat = Number.POSITIVE_INFINITY;
    this.#writer = new LogWriter(world, { stream: "rules", heartbeat, hashEvery: HASH_EVERY });
    this.#epoch = world.tick;
  }

  /** Takes in a tick. Answers the page that is full with it. Call it for every tick. */
  write(world: WorldBase): Page | undefined {
    this.#keep(this.#writer.write(world));
    this.#ticks += 1;
    return this.#ticks < PAGE_S * world.layout.tickRate ? undefined : this.flush(world);
  }

  /** The page so far, though it is not full: the match goes to sleep. Undefined where nothing has been written since the last. */
  flush(world: WorldBase): Page | undefined {
    const page = this.rest();
    if (!page) return undefined;
    this.#ticks = 0;
    this.#frames = [];
    this.#slot += 1;
    if (this.#slot <= PAGES) return page;
    this.#slot = 0;
    this.#epoch = world.tick;
    return keyframePage(world);
  }

  /** The page so far, which goes on; never a keyframe. For a match whose world is broken, and can make none. */
  rest(): Page | undefined {
    if (this.#ticks === 0) return undefined;
    this.#keep(this.#writer.settle());
    return { slot: this.#slot + 1, epoch: this.#epoch, bytes: join(this.#frames) };
  }

  #keep(frame: Frame | undefined): void {
    if (frame) this.#frames.push(encodeDown({ type: "frame", ...frame }));
  }
}

/** Of pages in the order in which they were written, those that the log is made of by now. */
export function current(written: readonly Page[]): Page[] {
  const slots = new Map(written.map((page) => [page.slot, page]));
  const epoch = slots.get(0)?.epoch;
  return [...slots.values()].filter((page) => page.epoch === epoch).sort((a, b) => a.slot - b.slot);
}

export type Entry = ({ readonly type: "keyframe" } & Keyframe) | ({ readonly type: "frame" } & Frame);

/**
 * What stands in a page, or in several back to back.
 * @throws {Error} this is no journal's
 */
export function entriesOf(bytes: Uint8Array): Entry[] {
  return decodeDown(bytes).map((message) => {
    if (message.type === "keyframe" || message.type === "frame") return message;
    throw new TypeError(`a ${message.type} is no part of a journal`);
  });
}

/**
 * The world that these pages lead to, with its past.
 * @param pages of one epoch, by their slots, the keyframe's first
 * @throws {Error} they are not what a journal of this layout has written
 */
export function replay(layout: Layout, pages: readonly Page[]): WorldBase {
  const reader = new LogReader(layout);
  for (const { bytes } of pages) {
    for (const entry of entriesOf(bytes)) {
      if (entry.type === "keyframe") reader.begin(entry);
      else reader.apply(entry);
    }
  }
  return reader.world;
}
