/** Makes the file of a replay, of a whole round or of a stretch, from the pages that a match has stored. docs/REPLAYS.md */
import type { Keyframe } from "#shared/log/index.ts";
import { decodeDown, join, type Result, type RosterEntry } from "#shared/protocol/index.ts";
import { messagesIn, type ReplayHead, type StoredSegment, writeReplay } from "#shared/replay/index.ts";
import { type Games, type Layout, plan } from "#shared/sim/index.ts";
import type { LoggedMatch, LoggedPage, LoggedPages } from "./logged.ts";
import { replayId } from "./replay-id.ts";
import { seenHash, seenSegments } from "./seen.ts";

const loggedPages = (pages: readonly LoggedPage[]): LoggedPages => ({
  length: pages.length,
  begins: pages.flatMap(({ opening }, n) => (opening ? [n] : [])),
  page: (number) => pages[number],
});

/** The messages of a page's worlds. */
const imagesOf = ({ images }: LoggedPage): Uint8Array[] =>
  [...messagesIn(images)].map(({ start, end }) => images.subarray(start, end));

/** The world that a page has led to. */
function endOf(page: LoggedPage): Keyframe {
  const [keyframe] = decodeDown(imagesOf(page).at(-1) ?? new Uint8Array());
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

/** The segments of a log's first `count` pages: from each page with an opening to the next. */
function* segmentsOf({ begins, page }: LoggedPages, count: number): Generator<StoredSegment, void> {
  for (const [n, from] of begins.entries()) {
    if (from >= count) return;
    const to = Math.min(begins[n + 1] ?? count, count);
    const own = Array.from({ length: to - from }, (_, i) => page(from + i));
    const opening = own[0].opening ?? new Uint8Array();
    yield {
      tick: tickOf(opening),
      opening,
      log: join(own.map(({ log }) => log)),
      images: own.flatMap(imagesOf),
    };
  }
}

/** The seats that were taken at the end of a log's first `count` pages. */
function seatsOf({ page }: LoggedPages, count: number): readonly RosterEntry[] {
  for (let number = count - 1; number >= 0; number--) {
    const roster = decodeDown(page(number).log).findLast(({ type }) => type === "roster");
    if (roster?.type === "roster") return roster.seats;
  }
  return [];
}

/** The rules of a match whose replays hold what a spectator may know: it hides something, and not only until a round is over. */
function hidingLayout({ spec, gameVersion }: LoggedMatch, games: Games): Layout | undefined {
  const game = games.get(spec.game);
  if (!game) throw new RangeError(`the rules of ${spec.game} are gone: what it hides cannot be told`);
  if (!game.view || game.view.openAfter) return undefined;
  if (game.version !== gameVersion)
    throw new RangeError(`${spec.game} ${gameVersion} hides something, and its rules are gone`);
  return plan(game, spec.settings);
}

/**
 * The replay of a round: all of it, or, where its game hides something for good, what a spectator may know.
 * @param games the rules of this build
 * @param log the round's, from its beginning; pages after the round's end are left out
 * @throws {Error} the log is damaged, or does not reach the end
 */
export async function roundReplay(
  header: LoggedMatch,
  result: Result,
  log: LoggedPages,
  games: Games,
): Promise<Uint8Array> {
  let count = log.length;
  while (count > 0 && endOf(log.page(count - 1)).tick > result.tick) count -= 1;
  if (count === 0 || endOf(log.page(count - 1)).tick !== result.tick)
    throw new RangeError(`the log does not lead to tick ${result.tick}`);
  const { at, standings, cut } = result;
  const { resumed = [] } = log.page(count - 1).turnout ?? {};
  const about = { id: replayId(header.spec.code, result.round), at, standings, cut, resumed };
  return write(header, about, log, count, hidingLayout(header, games));
}

/**
 * A stretch that ends with the last page, all of it: for games that hide nothing. Its result is the standings there: the round may be on.
 * @param id the file's id
 * @param at when the stretch ended, in milliseconds since 1970
 * @param log from a page with an opening
 * @throws {Error} the log is damaged, or empty
 */
export async function excerpt(
  header: LoggedMatch,
  { id, at }: { readonly id: string; readonly at: number },
  log: readonly LoggedPage[],
): Promise<Uint8Array> {
  const standings = log.at(-1)?.stand.standings ?? [];
  return write(header, { id, at, standings, cut: false }, loggedPages(log), log.length);
}

/**
 * A log to its end, all of it, also of what its game hides: for the operator. Its result is the standings there.
 * @param about as of `excerpt`
 * @param log from its beginning
 * @throws as `excerpt`
 */
export async function wholeLog(
  header: LoggedMatch,
  { id, at }: { readonly id: string; readonly at: number },
  log: LoggedPages,
): Promise<Uint8Array> {
  const { stand, turnout } = log.page(log.length - 1);
  const about = { id, at, standings: stand.standings, cut: false, resumed: turnout?.resumed ?? [] };
  return write(header, about, log, log.length);
}

interface About {
  readonly id: string;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly standings: ReplayHead["result"];
  readonly cut: boolean;
  /** The ticks at which the server went on after a crash or an update. */
  readonly resumed?: readonly number[];
}

/**
 * @param count how many of the pages go into it, from the first on
 * @param hiding the rules by which it was played, where it may hold only what a spectator may know
 */
function write(
  header: LoggedMatch,
  { id, at, standings, cut, resumed = [] }: About,
  pages: LoggedPages,
  count: number,
  hiding?: Layout,
): Promise<Uint8Array> {
  if (count === 0 || pages.begins[0] !== 0) throw new RangeError("the log is empty, or has no beginning");
  const first = tickOf(pages.page(0).opening ?? new Uint8Array());
  const end = endOf(pages.page(count - 1));
  const { tick } = end;
  // A hash of the whole world would tell whether a guess of what is hidden is right.
  const hash = hiding ? seenHash(hiding, end) : end.hash;
  const { spec, gameVersion: version, tickRate, schema } = header;
  const head = {
    ...{ id, game: spec.game, version, tickRate, settings: spec.settings, schema },
    ...{ at: new Date(at).toISOString(), first, last: tick, hash },
    ...{ seats: seatsOf(pages, count), result: standings, cut },
    ...(resumed.length > 0 && { resumed }),
  };
  const segments = segmentsOf(pages, count);
  return writeReplay(head, hiding ? seenSegments(hiding, segments) : segments, hiding === undefined);
}
