/**
 * A match's log as it is stored: a page for one to ten seconds of play, and an opening every half minute. Knows no disk: it says
 * which pages must be written, and makes a world from pages that were read.
 *
 * Pages are rows. A log that begins anew overwrites the one before, from its first row on, so that nothing must be deleted.
 * docs/decisions/journal.md says why.
 */
import { type Frame, type Keyframe, LogReader, LogWriter } from "#shared/log/index.ts";
import { decodeDown, join } from "#shared/protocol/index.ts";
import type { TurnoutData } from "#shared/replay/index.ts";
import type { Layout, Passed, WorldBase } from "#shared/sim/index.ts";
import { encodeFrame, encodeKeyframe, encodeOpening, HASH_EVERY } from "#worker/broadcast/stream.ts";
import { type RoundState, roundStateOf } from "./rounds.ts";

/**
 * How much play a page holds, in seconds. A crash costs so much: `short` where the match alone has its log, `long` where
 * its players hold the tail. docs/decisions/tail.md
 */
export const PAGE_S = { short: 1, long: 10 } as const;
/** An opening so often, in seconds, or after so many pages: a match is resumed, and a replay can begin, there. */
const SEGMENT = { seconds: 30, pages: 60 } as const;
/** A world so often, in seconds, for builds with other rules. */
const IMAGE_S = 2;
/**
 * A log begins anew after so many seconds, or so many pages, though no round has ended. In a game that has quiet time a round may
 * take weeks: there the pages alone count.
 */
const MOST = { seconds: 3600, pages: 3600 } as const;

/** A stretch of a log. */
export interface Stretch {
  /** 0 is the log's first; the others follow it in their order. */
  readonly slot: number;
  /** The tick that this log began with. Pages with another start tick are left over from the log before, and will be overwritten. */
  readonly startTick: number;
  /** Leads to the world before this page, and to its past: messages of the protocol, back to back. Undefined in most pages. */
  readonly opening: Uint8Array | undefined;
  /** Frames of the rules stream, and rosters: messages of the protocol, back to back. */
  readonly log: Uint8Array;
}

/** A stretch that is complete. It also holds the worlds on its way, for builds that have other rules. */
export interface Page extends Stretch {
  /** The last tick; undefined in a page that an earlier version has stored. */
  readonly tick: number | undefined;
  /** Worlds about every two seconds, the last one at the end: messages of keyframes, back to back. */
  readonly images: Uint8Array;
  readonly stand: RoundState;
  /** Who has taken part in the round so far; undefined where no ladder asks. */
  readonly turnout?: TurnoutData | undefined;
}

/** Tells who has taken part so far. */
export type TellTurnout = () => TurnoutData | undefined;

/** A world and its past, as messages back to back. */
export const openingOf = (world: WorldBase): Uint8Array => join(encodeOpening(world));

/** @param images of worlds before this one */
function endOf(
  world: WorldBase,
  turnout: TurnoutData | undefined,
  images: readonly Uint8Array[] = [],
): Omit<Page, keyof Stretch> {
  return {
    tick: world.tick,
    images: join([...images, encodeKeyframe(world)]),
    stand: roundStateOf(world),
    ...(turnout && { turnout }),
  };
}

/** A log that begins with this world, and in which nothing has happened yet. */
export function firstPage(world: WorldBase, turnout?: TurnoutData): Page {
  const log = new Uint8Array();
  return { slot: 0, startTick: world.tick, opening: openingOf(world), log, ...endOf(world, turnout) };
}

/** What follows a page, by a tail that a client has given back. */
export function stretchAfter({ slot, startTick }: Page, frames: readonly Frame[]): Stretch {
  const log = frames.map((frame) => encodeFrame({ ...frame, tag: undefined }));
  return { slot: slot + 1, startTick, opening: undefined, log: join(log) };
}

/** A stretch that leads to this world, complete. */
export const pageTo = (stretch: Stretch, world: WorldBase, turnout?: TurnoutData): Page => ({
  ...stretch,
  ...endOf(world, turnout),
});

export class Journal {
  readonly #writer: LogWriter;
  readonly #turnout: TellTurnout;
  /** The messages since the last page. */
  #log: Uint8Array[] = [];
  /** The opening of the page that has begun, where it has one. */
  #opening: Uint8Array | undefined;
  #startTick: number;
  /** The number of the page that has begun. */
  #slot: number;
  /** Ticks since the last page. */
  #ticks = 0;
  /** The page that has begun must not be long. */
  #isHastened = false;
  /** The tick of the last opening, and the number of its page. */
  #openingTick = Number.NEGATIVE_INFINITY;
  #openingSlot = 0;
  /** Worlds of the page that has begun, and the tick of the last one. */
  #images: Uint8Array[] = [];
  #imageTick = 0;
  /** The roster that was told last. */
  #roster: Uint8Array | undefined;
  /** Pages that are full and have not been taken. */
  #full: Page[] = [];

  /**
   * @param last the page that led to this world, where there is one: the log goes on after it
   * @param isStored whether that page is on disk
   */
  constructor(world: WorldBase, last?: Page, isStored = true, turnout: TellTurnout = () => undefined) {
    this.#turnout = turnout;
    const heartbeat = Number.POSITIVE_INFINITY;
    this.#writer = new LogWriter(world, { stream: "rules", heartbeat, hashEvery: HASH_EVERY });
    this.#startTick = last?.startTick ?? world.tick;
    this.#slot = last ? last.slot + 1 : 0;
    if (!last) this.#begin(world);
    else {
      if (!isStored) this.#full.push(last);
      this.#turn(world);
    }
  }

  /** Takes in a roster, for readers of the log. */
  tell(roster: Uint8Array): void {
    this.#roster = roster;
    this.#log.push(roster);
  }

  /**
   * Takes in a tick. Call it for every one, or once for several quiet ones.
   * @param pageS how long the page that has begun may be, in seconds
   * @param passed how many ticks have led to this world
   * @param draws the secrets that the tick has drawn
   */
  write(world: WorldBase, pageS: number = PAGE_S.short, passed = 1, draws: readonly number[] = []): void {
    const { tickRate } = world.layout;
    this.#keep(this.#writer.write(world, passed, draws));
    // Quiet ticks are as little to store as one.
    this.#ticks += 1;
    if (this.#ticks >= (this.#isHastened ? PAGE_S.short : pageS) * tickRate) this.flush(world);
    else if (world.tick - this.#imageTick >= IMAGE_S * tickRate) this.#picture(world);
  }

  #picture(world: WorldBase): void {
    this.#images.push(encodeKeyframe(world));
    this.#imageTick = world.tick;
  }

  /** Ends the page that has begun within a second, however long it might be. */
  hasten(): void {
    this.#isHastened = true;
  }

  /** Ends the page that has begun, though it is not full, so that it can be stored. */
  flush(world: WorldBase): void {
    if (this.#ticks === 0) return;
    this.#keep(this.#writer.settle());
    this.#full.push({ ...this.#begun(), ...endOf(world, this.#turnout(), this.#images) });
    this.#slot += 1;
    this.#turn(world);
  }

  /** Begins the log anew with this world. Its first page overwrites the log before, and is full at once. */
  restart(world: WorldBase): void {
    this.flush(world);
    this.#begin(world);
  }

  #begin(world: WorldBase): void {
    this.#full.push(firstPage(world, this.#turnout()));
    this.#startTick = this.#openingTick = world.tick;
    this.#openingSlot = 0;
    this.#slot = 1;
    this.#turn(world);
    if (this.#roster) this.#log.push(this.#roster);
  }

  /**
   * Begins the log anew with this world, and drops the full pages of the log before, which could not be stored. The disk is
   * tried again when the first page is full.
   */
  begin(world: WorldBase): void {
    this.flush(world);
    this.#full = [];
    this.#startTick = world.tick;
    this.#slot = 0;
    this.#turn(world);
    this.hasten();
  }

  #turn(world: WorldBase): void {
    const { tickRate } = world.layout;
    this.#ticks = 0;
    this.#log = [];
    this.#images = [];
    this.#imageTick = world.tick;
    this.#isHastened = false;
    const isOld = world.tick - this.#startTick >= MOST.seconds * tickRate && !world.layout.game.quietUntil;
    if (isOld || this.#slot >= MOST.pages) {
      this.#slot = 0;
      this.#startTick = world.tick;
    }
    const isLong = world.tick - this.#openingTick >= SEGMENT.seconds * tickRate;
    const begins = this.#slot === 0 || isLong || this.#slot - this.#openingSlot >= SEGMENT.pages;
    this.#opening = begins ? openingOf(world) : undefined;
    if (!begins) return;
    this.#openingTick = world.tick;
    this.#openingSlot = this.#slot;
    if (this.#roster) this.#log.push(this.#roster);
  }

  #begun(): Stretch {
    return { slot: this.#slot, startTick: this.#startTick, opening: this.#opening, log: join(this.#log) };
  }

  /** The full pages since the last call. */
  takePages(): Page[] {
    return this.#full.splice(0);
  }

  /** The pages that have not been taken, and the one that has begun, which goes on. Also works after a step that has thrown. */
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
 * The pages that lead to a log's end: from the last one with an opening.
 * @param pages in the order of their slots
 */
export function lastSegment<P extends Stretch>(pages: readonly P[]): readonly P[] {
  const begin = pages.findLastIndex(({ opening: begins }) => begins !== undefined);
  return pages.slice(Math.max(0, begin));
}

/** The pages that lead to the last one. @param written in the order in which they were written */
export function current(written: readonly Stretch[]): readonly Stretch[] {
  const startTick = written.at(-1)?.startTick;
  const slots = new Map(written.filter((page) => page.startTick === startTick).map((page) => [page.slot, page]));
  return lastSegment([...slots.values()].sort((a, b) => a.slot - b.slot));
}

/** The messages of these pages, back to back. @param pages the first has an opening */
export function messagesOf(pages: readonly Stretch[]): Uint8Array {
  const { opening: begins } = pages[0] ?? {};
  return join([...(begins ? [begins] : []), ...pages.map(({ log }) => log)]);
}

export type Entry = ({ readonly type: "keyframe" } & Keyframe) | ({ readonly type: "frame" } & Frame);

/**
 * The keyframes and frames of a part of a journal, without the rosters.
 * @throws {Error} it holds something else
 */
export function entriesOf(bytes: Uint8Array): Entry[] {
  return decodeDown(bytes).flatMap((message): Entry[] => {
    if (message.type === "keyframe" || message.type === "frame") return [message];
    if (message.type === "roster") return [];
    throw new TypeError(`a ${message.type} does not belong in a journal`);
  });
}

/**
 * The world that these pages lead to, with its past.
 * @param pages of one log, in the order of their slots; the first has an opening
 * @param each is called with the first world, and with the world after each tick of the log, or once after several quiet ones
 * @throws {Error} no journal of this layout has written these pages
 */
export function replay(layout: Layout, pages: readonly Stretch[], each: Passed = () => {}): WorldBase {
  const reader = new LogReader(layout);
  const { opening: begins } = pages[0] ?? {};
  if (!begins) throw new RangeError("this page has no opening, so no log begins with it");
  for (const entry of entriesOf(begins)) {
    if (entry.type === "keyframe") reader.begin(entry);
    else reader.apply(entry);
  }
  each(reader.world, 1);
  for (const { log } of pages) {
    for (const entry of entriesOf(log)) {
      if (entry.type === "keyframe") throw new TypeError("a keyframe stands in the middle of a journal");
      reader.apply(entry, each);
    }
  }
  return reader.world;
}
