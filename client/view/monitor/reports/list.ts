/** The operator's list of reports: what is asked for, what has come, and the one that is open. */
import type { Api } from "#client/net/api.ts";
import { fetchReports, markReport, type ReportsAsked } from "#client/net/operator-api.ts";
import type { ReportEntry } from "#shared/protocol/reports.ts";
import type { PageScope } from "../../page-scope.ts";
import { failureWords } from "../failure.ts";

export type ReportFilter = Omit<ReportsAsked, "before">;

export interface ReportListOptions {
  readonly scope: PageScope;
  readonly filter: ReportFilter;
  /** The one that is open at first, by its id. */
  readonly open: string | undefined;
  api(signal: AbortSignal): Api;
  redraw(): void;
  /** The sign-in has ended. */
  signedOut(): void;
  /** The filter, or the open report, is another one: the page's address follows. */
  turned(filter: ReportFilter, open: string | undefined): void;
}

export class ReportList {
  readonly #options: ReportListOptions;
  #filter: ReportFilter;
  #open: string | undefined;
  #reports: readonly ReportEntry[] = [];
  #next: string | undefined;
  #isLoading = false;
  /** Why the list has not come. */
  #problem = "";
  /** The report that is being marked. */
  #marking: string | undefined;
  /** Why it was not marked. */
  #markProblem = "";
  /** Of two questions the later one counts. */
  #errand: PageScope;

  constructor(options: ReportListOptions) {
    this.#options = options;
    this.#filter = options.filter;
    this.#open = options.open;
    this.#errand = options.scope.within();
    void this.#load();
  }

  get reports(): readonly ReportEntry[] {
    return this.#reports;
  }

  get filter(): ReportFilter {
    return this.#filter;
  }

  get open(): string | undefined {
    return this.#open;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  get problem(): string {
    return this.#problem;
  }

  get markProblem(): string {
    return this.#markProblem;
  }

  isMarking(id: string): boolean {
    return this.#marking === id;
  }

  /** Asks for those that fit. */
  choose(filter: ReportFilter): void {
    this.#filter = filter;
    this.#open = undefined;
    this.#options.turned(filter, undefined);
    void this.#load();
  }

  /** Opens this one, or closes it. */
  turn(id: string): void {
    this.#open = this.#open === id ? undefined : id;
    this.#markProblem = "";
    this.#options.turned(this.#filter, this.#open);
    this.#options.redraw();
  }

  again(): void {
    void this.#load();
  }

  more(): void {
    void this.#load(this.#next);
  }

  async #load(before?: string): Promise<void> {
    const { scope, api, redraw } = this.#options;
    this.#errand = scope.within(this.#errand);
    const errand = this.#errand;
    this.#isLoading = true;
    this.#problem = "";
    redraw();
    try {
      const { reports, next } = await errand.ask((signal) => fetchReports(api(signal), { ...this.#filter, before }));
      this.#reports = before === undefined ? reports : [...this.#reports, ...reports];
      this.#next = next;
    } catch (error) {
      this.#problem = failureWords(error, this.#options.signedOut);
    }
    this.#isLoading = false;
    redraw();
  }

  /** @param what was done; empty: nothing yet */
  async mark(id: string, what: string): Promise<void> {
    const { scope, api, redraw } = this.#options;
    if (this.#marking !== undefined) return;
    this.#marking = id;
    this.#markProblem = "";
    redraw();
    try {
      await scope.ask((signal) => markReport(api(signal), id, what));
      const done = what === "" ? {} : { done: { what, at: Date.now() } };
      this.#reports = this.#reports.map((entry) => {
        if (entry.id !== id) return entry;
        const { done: _, ...rest } = entry;
        return { ...rest, ...done };
      });
    } catch (error) {
      this.#markProblem = failureWords(error, this.#options.signedOut);
    }
    this.#marking = undefined;
    redraw();
  }
}
