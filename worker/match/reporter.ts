/** Tells the matchmaker how a match stands: soon after a change, and now and then without one. */
import { brief, log } from "../log.ts";
import type { MatchReport } from "./spec.ts";

/** Where reports go. */
export interface Listener {
  report(report: MatchReport): Promise<void>;
}

/** At most one report in this time, in milliseconds. */
const PAUSE_MS = 1000;
/** A report at least this often: the matchmaker drops matches that it hears nothing of. */
const REFRESH_MS = 60_000;

/** Private matches are their players' own business: of one it is told only that it is there, and whether it has ended. */
const told = (report: MatchReport): MatchReport =>
  report.listed ? report : { ...report, players: 0, bots: 0, spectators: 0, playerIds: [] };

export class Reporter {
  readonly #listener: Listener;
  readonly #background: (work: Promise<void>) => void;
  #sent = "";
  #sentAt = Number.NEGATIVE_INFINITY;
  /** Reports reach the matchmaker in their order: one waits for the one before. */
  #last: Promise<void> = Promise.resolve();

  constructor(listener: Listener, background: (work: Promise<void>) => void) {
    this.#listener = listener;
    this.#background = background;
  }

  /** Sends the report if it is time and it is news; `final` sends it without the pause. */
  offer(make: () => MatchReport, now: number, final = false): void {
    const since = now - this.#sentAt;
    if (since < PAUSE_MS && !final) return;
    const report = told(make());
    const text = JSON.stringify(report);
    if (text === this.#sent && since < REFRESH_MS) return;
    this.#sent = text;
    this.#sentAt = now;
    this.#last = this.#last
      .then(() => this.#listener.report(report))
      .catch((error: unknown) => {
        // The next report repeats all that this one said.
        log.warn("report_failed", { code: brief(report.code), detail: String(error) });
      });
    this.#background(this.#last);
  }
}
