/** What the directory knows of one match: its last report, and whom it has sent there since. */
import type { MatchReport } from "../match/spec.ts";
import type { Candidate } from "./pairing.ts";

/** How long somebody who was sent to a match is expected there, in milliseconds. */
export const RESERVED_MS = 20_000;

export class Entry {
  #report: MatchReport;
  #seated: ReadonlySet<string>;
  /** Who is expected, and until when. Nobody here is seated. */
  readonly #expected = new Map<string, number>();
  /** When it was last heard of. All times here are milliseconds since 1970. */
  heard: number;
  /** It has refused somebody: nobody is sent there before it reports again. */
  closed = false;

  constructor(report: MatchReport, heard: number) {
    this.#report = report;
    this.#seated = new Set(report.playerIds);
    this.heard = heard;
  }

  get report(): MatchReport {
    return this.#report;
  }

  /** A report is the truth on who is seated; those who have not arrived stay expected. */
  update(report: MatchReport, now: number): void {
    this.#report = report;
    this.#seated = new Set(report.playerIds);
    for (const player of report.playerIds) this.#expected.delete(player);
    this.heard = now;
    this.closed = false;
  }

  expect(player: string, now: number): void {
    if (!this.#seated.has(player)) this.#expected.set(player, now + RESERVED_MS);
  }

  unexpect(player: string): void {
    this.#expected.delete(player);
  }

  has(player: string, now: number): boolean {
    return this.#seated.has(player) || (this.#expected.get(player) ?? 0) > now;
  }

  candidate(now: number): Candidate {
    for (const [player, until] of this.#expected) if (until <= now) this.#expected.delete(player);
    const { code, game, mode, status, seats } = this.#report;
    return { code, game, mode, status, seats, taken: this.#seated.size + this.#expected.size };
  }
}
