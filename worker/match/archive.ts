/** A match, or a stretch of it, as a replay's file: made of the pages that it has stored. docs/REPLAYS.md */
import { decodeDown, join, type Result, type RosterEntry } from "#shared/protocol/index.ts";
import { type ReplayHead, type Stored, writeReplay } from "#shared/replay/index.ts";
import type { MatchHeader } from "./header.ts";
import type { Page } from "./journal.ts";

/** The world that a page has led to. */
function endOf({ image }: Page): { readonly tick: number; readonly hash: number } {
  const [keyframe] = decodeDown(image);
  if (keyframe?.type !== "keyframe") throw new TypeError("a page's image is no keyframe");
  return keyframe;
}

/** The tick of the world that an opening leads to. */
function tickOf(opening: Uint8Array): number {
  let tick = 0;
  for (const message of decodeDown(opening)) {
    if (message.type === "keyframe") tick = message.tick;
    else if (message.type === "frame") tick += message.ticks;
  }
  return tick;
}

/** The chapters of a log: from each page that one can begin with to the next. */
function chaptersOf(pages: readonly Page[]): Stored[] {
  const begins = pages.flatMap(({ opening }, n) => (opening ? [n] : []));
  return begins.map((from, n) => {
    const own = pages.slice(from, begins[n + 1]);
    const opening = own[0].opening ?? new Uint8Array();
    return {
      tick: tickOf(opening),
      opening,
      log: join(own.map(({ log }) => log)),
      images: own.map(({ image }) => image),
    };
  });
}

/** Who was there at the end. */
function seatsOf(pages: readonly Page[]): readonly RosterEntry[] {
  for (const { log } of [...pages].reverse()) {
    const roster = decodeDown(log).findLast(({ type }) => type === "roster");
    if (roster?.type === "roster") return roster.seats;
  }
  return [];
}

/** What a round's replay is called. */
export const replayId = (code: string, round: number): string => `${code}-${round}`;

/**
 * @param log of the round, from its beginning; what came after its end is left out
 * @throws {Error} the log is damaged, or does not reach the end
 */
export async function archive(header: MatchHeader, result: Result, log: readonly Page[]): Promise<Uint8Array> {
  const ends = log.map(endOf);
  const count = ends.findLastIndex(({ tick }) => tick <= result.tick) + 1;
  const end = ends[count - 1];
  if (end?.tick !== result.tick) throw new RangeError(`the log does not lead to tick ${result.tick}`);
  const { standings, cut } = result;
  return write(
    header,
    { id: replayId(header.spec.code, result.round), at: result.at, standings, cut },
    log.slice(0, count),
  );
}

/**
 * A stretch that ends with the last page. Its result is how it stands there: the round may be on.
 * @param id what it is called
 * @param at when that was, in milliseconds since 1970
 * @param log from a page that one can begin with
 * @throws {Error} the log is damaged, or empty
 */
export async function excerpt(
  header: MatchHeader,
  { id, at }: { readonly id: string; readonly at: number },
  log: readonly Page[],
): Promise<Uint8Array> {
  const standings = log.at(-1)?.stand.standings ?? [];
  return write(header, { id, at, standings, cut: false }, log);
}

interface About {
  readonly id: string;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly standings: ReplayHead["result"];
  readonly cut: boolean;
}

function write(header: MatchHeader, { id, at, standings, cut }: About, pages: readonly Page[]): Promise<Uint8Array> {
  const chapters = chaptersOf(pages);
  const last = pages.at(-1);
  if (!last || chapters.length === 0) throw new RangeError("the log is empty");
  const { tick, hash } = endOf(last);
  const { spec, gameVersion: version, tickRate, schema } = header;
  const head = {
    ...{ id, game: spec.game, version, tickRate, settings: spec.settings, schema },
    ...{ at: new Date(at).toISOString(), first: chapters[0].tick, last: tick, hash },
    ...{ seats: seatsOf(pages), result: standings, cut },
  };
  return writeReplay(head, chapters);
}
