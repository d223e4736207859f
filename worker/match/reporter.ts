/** Tells a match's listeners how it stands: soon after a change, and now and then without one. */
import type { Vitals } from "#shared/monitor/index.ts";
import { brief, log } from "../log.ts";
import type { MatchReport } from "./spec.ts";
import { LatenessStep } from "./vitals/lateness-step.ts";

/** How a match stands, and how it does. */
export interface Account {
  readonly report: MatchReport;
  readonly vitals: Vitals;
}

/** The same as it is looked at for a change, several times a second: all that a match has used is added up only where it is told. */
export interface Standing {
  readonly report: MatchReport;
  readonly lateness: Pick<Vitals, "lateTicks" | "lateInputs">;
  readonly asleep: boolean;
  vitals(): Vitals;
}

/** Receives the reports. */
export interface Listener {
  /** @returns whether an operator looks */
  report(account: Account): Promise<boolean>;
}

/** The least time between two reports, in milliseconds. */
const PAUSE_MS = 1000;
/** How often a report is looked at for a change, in milliseconds: more often costs more than it tells. */
const LOOK_MS = 200;
/**
 * The most time between two reports, in milliseconds: a pool drops matches that do not report. `watched`: while an operator looks, who
 * is told figures that change all the time.
 */
const REFRESH_MS = { usual: 60_000, watched: 10_000 } as const;

/** Of a private match is told how many people are there, and neither who they are nor how its round goes. */
const told = (report: MatchReport): MatchReport =>
  report.listed ? report : { ...report, playerIds: [], left: undefined, teams: undefined };

export class Reporter {
  readonly #listener: Listener;
  readonly #background: (work: Promise<void>) => void;
  readonly #step = new LatenessStep();
  #sent = "";
  #sentAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isWatched = false;
  /** Each report waits for the one before, so that they arrive in their order. */
  #last: Promise<void> = Promise.resolve();

  constructor(listener: Listener, background: (work: Promise<void>) => void) {
    this.#listener = listener;
    this.#background = background;
  }

  /** Sends the report if it has changed and the last one is not recent; a `final` one is sent at once. */
  offer(make: () => Standing, now: number, final = false): void {
    const since = now - this.#sentAt;
    if ((since < PAUSE_MS || now - this.#lookedAt < LOOK_MS) && !final) return;
    this.#lookedAt = now;
    const standing = make();
    const report = told(standing.report);
    const text = `${JSON.stringify(report)} ${this.#manner(standing)}`;
    if (text === this.#sent && since < (this.#isWatched ? REFRESH_MS.watched : REFRESH_MS.usual)) return;
    const vitals = standing.vitals();
    this.#sent = text;
    this.#sentAt = now;
    this.#last = this.#last
      .then(() => this.#listener.report({ report, vitals }))
      .then((isWatched) => {
        this.#isWatched = isWatched;
      })
      .catch((error: unknown) => {
        // The next report says everything that this one did.
        log.warn("report_failed", { code: brief(report.code), detail: String(error) });
      });
    this.#background(this.#last);
  }

  /** What of the vitals is worth a report. That a match sleeps is so only while an operator looks: some do it after each turn. */
  #manner({ lateness, asleep }: Standing): string {
    return `${this.#step.of(lateness)}${this.#isWatched && asleep ? " asleep" : ""}`;
  }
}
