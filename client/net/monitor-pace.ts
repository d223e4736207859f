/** How fast a match sends and costs at present: from what it reports, which is what it has sent and cost so far. */
import type { MatchRow } from "#shared/monitor/index.ts";

/** A pace is taken over so long at least: two reports may be a moment apart. Milliseconds. */
const LEAST_MS = 5000;
/** What is younger has no pace yet. Milliseconds. */
const YOUNG_MS = 2000;
const HOUR_MS = 3_600_000;

interface Mark {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Sent so far. */
  readonly bytes: number;
  /** US dollars so far. */
  readonly dollars: number;
}

export class Pace {
  /** Bytes that it sends in a second; undefined where that is not known yet. */
  readonly bytesPerS: number | undefined;
  /** US dollars an hour; undefined where that is not known yet. */
  readonly dollarsPerH: number | undefined;
  /** From where the next pace is taken. */
  readonly #mark: Mark | undefined;

  private constructor(mark: Mark | undefined, bytesPerS?: number, dollarsPerH?: number) {
    this.#mark = mark;
    this.bytesPerS = bytesPerS;
    this.dollarsPerH = dollarsPerH;
  }

  /** As it has been since the match was made. */
  static of(row: MatchRow): Pace {
    const mark = markOf(row);
    if (!mark || !row.vitals) return new Pace(undefined);
    return Pace.#between({ at: row.vitals.made, bytes: 0, dollars: 0 }, mark, YOUNG_MS) ?? new Pace(mark);
  }

  /** With the match's next report. */
  after(row: MatchRow): Pace {
    const mark = markOf(row);
    if (!mark) return this;
    if (!this.#mark || mark.bytes < this.#mark.bytes) return Pace.of(row);
    return Pace.#between(this.#mark, mark, LEAST_MS) ?? this;
  }

  /** Undefined where too little time lies between them. */
  static #between(from: Mark, to: Mark, least: number): Pace | undefined {
    const ms = to.at - from.at;
    if (ms < least) return undefined;
    return new Pace(to, ((to.bytes - from.bytes) / ms) * 1000, ((to.dollars - from.dollars) / ms) * HOUR_MS);
  }
}

const markOf = ({ vitals, heard }: MatchRow): Mark | undefined =>
  vitals && { at: heard, bytes: vitals.bytesOut, dollars: vitals.dollars };
