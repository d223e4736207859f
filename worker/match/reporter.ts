/** Tells a match's listeners how it stands: soon after a change, and now and then without one. */
import { brief, log } from "../log.ts";
import type { MatchReport } from "./spec.ts";

/** Receives the reports. */
export interface Listener {
  report(report: MatchReport): Promise<void>;
}

/** The least time between two reports, in milliseconds. */
const PAUSE_MS = 1000;
/** How often a report is looked at for a change, in milliseconds: more often costs more than it tells. */
const LOOK_MS = 200;
/** The most time between two reports, in milliseconds: a pool drops matches that do not report. */
const REFRESH_MS = 60_000;

/** Of a private match is told only that it is there, and whether it has ended. */
const told = (report: MatchReport): MatchReport =>
  report.listed
    ? report
    : { ...report, players: 0, bots: 0, spectators: 0, playerIds: [], left: undefined, teams: undefined };

export class Reporter {
  readonly #listener: Listener;
  readonly #background: (work: Promise<void>) => void;
  #sent = "";
  #sentAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Each report waits for the one before, so that they arrive in their order. */
  #last: Promise<void> = Promise.resolve();

  constructor(listener: Listener, background: (work: Promise<void>) => void) {
    this.#listener = listener;
    this.#background = background;
  }

  /** Sends the report if it has changed and the last one is not recent; a `final` one is sent at once. */
  offer(make: () => MatchReport, now: number, final = false): void {
    const since = now - this.#sentAt;
    if ((since < PAUSE_MS || now - this.#lookedAt < LOOK_MS) && !final) return;
    this.#lookedAt = now;
    const report = told(make());
    const text = JSON.stringify(report);
    if (text === this.#sent && since < REFRESH_MS) return;
    this.#sent = text;
    this.#sentAt = now;
    this.#last = this.#last
      .then(() => this.#listener.report(report))
      .catch((error: unknown) => {
        // The next report says everything that this one did.
        log.warn("report_failed", { code: brief(report.code), detail: String(error) });
      });
    this.#background(this.#last);
  }
}
