/**
 * A match's log as it is stored: a page for each second of play, and in every thirtieth page a place to begin. Knows no
 * disk: it says what is to be written, and makes a world of what was read.
 *
 * Pages are rows. A log that begins anew writes over the one before, from its first row on, so that nothing is to be
 * deleted. docs/decisions/journal.md says why.
 */
import { type Frame, type Keyframe, LogReader, LogWriter } from "#shared/log/index.ts";
import { decodeDown, join } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { encodeFrame, encodeKeyframe, encodeOpening, HASH_EVERY } from "#worker/broadcast/stream.ts";
import { type RoundState, roundStateOf } from "./rounds.ts";

/** A page holds so much play, in seconds: what a kill can cost. */
const PAGE_S = 1;
/** Each so many pages one can be begun with: what resuming has to step again, and where a replay can be sought. */
const CHAPTER = 30;
/** A log is begun anew after so many pages, though nothing has ended: an hour. */
const MOST_PAGES = 3600;

/** A stretch of a log. */
export interface Stretch {
  /** 0 is the log's first; the others follow it in their order. */
  readonly slot: number;
  /** The tick that this log began with. Pages of another epoch are left over from before, and to be written over. */
  readonly epoch: number;
  /** Leads to the world before this page, and to its past: messages of the protocol, back to back. Undefined in most pages. */
  readonly opening: Uint8Array | undefined;
  /** What happened: frames of the rules stream, and rosters; messages of the protocol, back to back. */
  readonly log: Uint8Array;
}

/** One that has been closed: beside how the match went on stands where it has come to, for those who have other rules. */
export interface Page extends Stretch {
  /** The world after it, as the message of a keyframe. */
  readonly image: Uint8Array;
  readonly stand: RoundState;
}

/** A world and its past, as messages back to back. */
export const openingOf = (world: WorldBase): Uint8Array => join(encodeOpening(world));

const endOf = (world: WorldBase): Omit<Page, keyof Stretch> => ({
  image: encodeKeyframe(world),
  stand: roundStateOf(world),
});

/** A log that begins with this world, and in which nothing has happened yet. */
export function firstPage(world: WorldBase): Page {
  return { slot: 0, epoch: world.tick, opening: openingOf(world), log: new Uint8Array(), ...endOf(world) };
}

export class Journal {
  readonly #writer: LogWriter;
  /** What has happened since the last page. */
  #log: Uint8Array[] = [];
  /** What the page that has begun begins with, where it is one to begin with. */
  #opening: Uint8Array | undefined;
  #epoch: number;
  /** Of the page that has begun. */
  #slot: number;
  /** Ticks since the last page. */
  #ticks = 0;
  /** The roster that was told last. */
  #roster: Uint8Array | undefined;
  /** Pages that are full and have not been taken. */
  #full: Page[] = [];

  /** @param last the page that led to this world, where there is one: the log goes on after it */
  constructor(world: WorldBase, last?: Page) {
    const heartbeat = Number.POSITIVE_INFINITY;
    this.#writer = new LogWriter(world, { stream: "rules", heartbeat, hashEvery: HASH_EVERY });
    this.#epoch = last?.epoch ?? world.tick;
    this.#slot = last ? last.slot + 1 : 0;
    this.#turn(world);
    if (!last) this.#full.push(firstPage(world));
  }

  /** Takes in who is there, for those who read the log later. */
  tell(roster: Uint8Array): void {
    this.#roster = roster;
    this.#log.push(roster);
  }

  /** Takes in a tick. Call it for every one. */
  write(world: WorldBase): void {
    this.#keep(this.#writer.write(world));
    this.#ticks += 1;
    if (this.#ticks >= PAGE_S * world.layout.tickRate) this.flush(world);
  }

  /** Ends the page that has begun, though it is not full: what it holds must not be lost. */
  flush(world: WorldBase): void {
    if (this.#ticks === 0) return;
    this.#keep(this.#writer.settle());
    this.#full.push({ ...this.#begun(), ...endOf(world) });
    this.#slot += 1;
    this.#turn(world);
  }

  /** Begins a log anew with this world, as soon as its first page is full: what was written before is let go. */
  restart(world: WorldBase): void {
    this.flush(world);
    this.#slot = 0;
    this.#epoch = world.tick;
    this.#turn(world);
  }

  /** As `restart`, and nothing is owed of the log before: it could not be stored. */
  begin(world: WorldBase): void {
    this.restart(world);
    this.#full = [];
  }

  #turn(world: WorldBase): void {
    this.#ticks = 0;
    this.#log = [];
    if (this.#slot >= MOST_PAGES) {
      this.#slot = 0;
      this.#epoch = world.tick;
    }
    const begins = this.#slot % CHAPTER === 0;
    this.#opening = begins ? openingOf(world) : undefined;
    if (begins && this.#roster) this.#log.push(this.#roster);
  }

  #begun(): Stretch {
    return { slot: this.#slot, epoch: this.#epoch, opening: this.#opening, log: join(this.#log) };
  }

  /** The pages that are full; each is told once. */
  takePages(): Page[] {
    return this.#full.splice(0);
  }

  /** Those that have not been taken, and the one that has begun, which goes on: the world need not be whole for it. */
  rest(): Stretch[] {
    if (this.#ticks === 0) return [...this.#full];
    this.#keep(this.#writer.settle());
    return [...this.#full, this.#begun()];
  }

  #keep(frame: Frame | undefined): void {
    if (frame) this.#log.push(encodeFrame(frame));
  }
}

/**
 * Of a log's pages those that lead to its end: from the last that one can begin with.
 * @param pages by their slots
 */
export function lastChapter<P extends Stretch>(pages: readonly P[]): readonly P[] {
  const begin = pages.findLastIndex(({ opening: begins }) => begins !== undefined);
  return pages.slice(Math.max(0, begin));
}

/** Of pages in the order in which they were written, those that lead to the last. */
export function current(written: readonly Stretch[]): readonly Stretch[] {
  const epoch = written.at(-1)?.epoch;
  const slots = new Map(written.filter((page) => page.epoch === epoch).map((page) => [page.slot, page]));
  return lastChapter([...slots.values()].sort((a, b) => a.slot - b.slot));
}

/** What these pages hold, from a place where one can begin: messages back to back. */
export function messagesOf(pages: readonly Stretch[]): Uint8Array {
  const { opening: begins } = pages[0] ?? {};
  return join([...(begins ? [begins] : []), ...pages.map(({ log }) => log)]);
}

export type Entry = ({ readonly type: "keyframe" } & Keyframe) | ({ readonly type: "frame" } & Frame);

/**
 * What leads through the worlds of a journal, out of a part of it; who was there is left out.
 * @throws {Error} this is no journal's
 */
export function entriesOf(bytes: Uint8Array): Entry[] {
  return decodeDown(bytes).flatMap((message): Entry[] => {
    if (message.type === "keyframe" || message.type === "frame") return [message];
    if (message.type === "roster") return [];
    throw new TypeError(`a ${message.type} is no part of a journal`);
  });
}

/**
 * The world that these pages lead to, with its past.
 * @param pages of one epoch, by their slots; the first is one to begin with
 * @param each is called with the world after each tick of the log, beginning with the one that it begins with
 * @throws {Error} they are not what a journal of this layout has written
 */
export function replay(
  layout: Layout,
  pages: readonly Stretch[],
  each: (world: WorldBase) => void = () => {},
): WorldBase {
  const reader = new LogReader(layout);
  const { opening: begins } = pages[0] ?? {};
  if (!begins) throw new RangeError("no log begins with this page");
  for (const entry of entriesOf(begins)) {
    if (entry.type === "keyframe") reader.begin(entry);
    else reader.apply(entry);
  }
  each(reader.world);
  for (const { log } of pages) {
    for (const entry of entriesOf(log)) {
      if (entry.type === "keyframe") throw new TypeError("a keyframe stands in the midst of a journal");
      reader.apply(entry, each);
    }
  }
  return reader.world;
}
