/** What one page has been told, and what it is to be told next. */
import type { ActRow, FaultRow, MatchRow, MonitorNews, RefusalRow } from "#shared/monitor/index.ts";
import type { Sight } from "./sight.ts";

/** So many matches are in one message at most: a page draws between two of them. */
export const MOST_ROWS = 500;

/** What a page is told beside what stands in `Sight`. */
export interface Records {
  readonly faults: () => readonly FaultRow[];
  readonly acts: () => readonly ActRow[];
  readonly refusals: () => readonly RefusalRow[];
  /** Counts the changes of the refusals. */
  readonly refusalChanges: number;
}

/** The page's own. */
interface Asked {
  readonly operator: string;
  readonly ladders: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

function* parts(rows: readonly MatchRow[]): Generator<readonly MatchRow[]> {
  for (let from = 0; from < rows.length; from += MOST_ROWS) yield rows.slice(from, from + MOST_ROWS);
}

/** What a page has; undefined where it has nothing yet, or not all of it. */
interface Told {
  readonly change: number;
  readonly refusals: number;
  /** As of which change it has the ladders; undefined where it has none. */
  readonly ladders: number | undefined;
}

export class Feed {
  #told: Told | undefined;

  /** What is new goes to it at once: it has what was before. */
  get isWhole(): boolean {
    return this.#told !== undefined;
  }

  /** From now on the page has nothing: it is told everything next. */
  forget(): void {
    this.#told = undefined;
  }

  /** All that the page has not been told. What it is told does not grow while it is told nothing: rows are told as they are now. */
  next(sight: Sight, records: Records, asked: Asked): MonitorNews[] {
    const changes = this.#told && sight.changesSince(this.#told.change);
    const before = changes === undefined ? undefined : this.#told;
    const news: MonitorNews[] = before && changes ? changesOf(changes) : whole(sight, records, asked);
    if (before && sight.poolsChangedSince(before.change)) news.push({ type: "pools", rows: [...sight.pools] });
    if (before && before.refusals !== records.refusalChanges)
      news.push({ type: "refusals", rows: [...records.refusals()] });
    const hasLadders = before?.ladders !== undefined && !sight.laddersChangedSince(before.ladders);
    if (asked.ladders && !hasLadders) news.push({ type: "ladders", rows: [...sight.ladders] });
    const ladders = asked.ladders ? sight.change : before?.ladders;
    this.#told = { change: sight.change, refusals: records.refusalChanges, ladders };
    return news;
  }
}

function changesOf({ rows, gone }: { readonly rows: readonly MatchRow[]; readonly gone: readonly string[] }) {
  const told: MonitorNews[] = [...parts(rows)].map((some) => ({ type: "matches", rows: [...some], gone: [] }));
  if (gone.length > 0) told.push({ type: "matches", rows: [], gone: [...gone] });
  return told;
}

function whole(sight: Sight, records: Records, { operator, now }: Asked): MonitorNews[] {
  const matches = [...parts(sight.matches)];
  return [
    { type: "hello", operator, now },
    ...(matches.length > 0 ? matches : [[]]).map(
      (rows): MonitorNews => ({ type: "matches", rows: [...rows], gone: [] }),
    ),
    { type: "pools", rows: [...sight.pools] },
    { type: "faults", rows: [...records.faults()] },
    { type: "acts", rows: [...records.acts()] },
    { type: "refusals", rows: [...records.refusals()] },
  ];
}
