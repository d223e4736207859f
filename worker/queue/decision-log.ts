/**
 * Keeps what a pool has decided, and on what: for an operator who plays yesterday again under other weights. A log and no record: it is
 * written some seconds late, in one row for many tickets, and a kill loses those seconds of it.
 */
import { log, messageOf } from "../log.ts";
import type { Proposal } from "../pairing/wave.ts";
import { type Decided, type DecisionLine, decisionLine, type Failure } from "./decision.ts";
import type { Ending } from "./queue.ts";
import type { QueueTicket } from "./ticket.ts";

/** Lines are written after so long, or as soon as they come to so much: milliseconds, and characters. */
const LATE_MS = 10_000;
const LONG = 256 << 10;
/** So many failures are told of a ticket: the first ones. */
const MOST_FAILURES = 8;

/** A page of the log, and where the next one begins; undefined at the end. */
export interface LogPage {
  readonly lines: string;
  readonly next?: number;
}

/** Some lines of the log, as they were written. */
export interface LogRow {
  readonly n: number;
  readonly lines: string;
}

/** Where the log is kept. */
export interface DecisionStore {
  /** @param lines JSON objects, each with a newline after it */
  add(lines: string): void;
  /** The row after this one; 0 for the oldest. */
  after(n: number): LogRow | undefined;
}

export interface DecisionLogOptions {
  readonly store: DecisionStore;
  /** The pool's. */
  readonly region: string;
  readonly pseudonym: (player: string) => string;
  readonly now: () => number;
  /** Hears of each ticket that has ended: at most so many as one invocation may publish. */
  readonly publish: (lines: readonly DecisionLine[]) => void;
}

export class DecisionLog {
  readonly #options: DecisionLogOptions;
  /** Matches that are being made, by proposal. */
  readonly #decided = new Map<string, Decided>();
  /** By ticket. */
  readonly #failures = new Map<string, Failure[]>();
  #lines: DecisionLine[] = [];
  #text = "";
  #since = 0;

  constructor(options: DecisionLogOptions) {
    this.#options = options;
  }

  /** A wave wants this match. */
  proposed(id: string, { region, gap, bots, teams }: Omit<Proposal, "tickets">): void {
    this.#decided.set(id, { match: id.slice(0, 8), region, gap, bots, teams });
  }

  /** It was made, or not. */
  settled(id: string, failed: Pick<Proposal, "tickets"> | undefined): void {
    const decided = this.#decided.get(id);
    this.#decided.delete(id);
    for (const ticket of failed?.tickets ?? []) {
      const failures = this.#failures.get(ticket.id) ?? [];
      this.#failures.set(
        ticket.id,
        [...failures, [this.#options.now(), decided?.region ?? ""] as const].slice(0, MOST_FAILURES),
      );
    }
  }

  /** A ticket searches no more. */
  ended(ticket: QueueTicket, how: Ending): void {
    const { now, region, pseudonym } = this.#options;
    const { state } = ticket;
    const line = decisionLine(ticket, {
      ...{ region, pseudonym, ended: { at: now(), how } },
      decided: state.is === "proposed" && how === "matched" ? this.#decided.get(state.proposal) : undefined,
      failures: this.#failures.get(ticket.id),
    });
    this.#failures.delete(ticket.id);
    if (this.#lines.length === 0) this.#since = now();
    this.#lines.push(line);
    this.#text += `${JSON.stringify(line)}\n`;
    // A row holds 2 MB at most, and a wave may end many tickets.
    if (this.#text.length >= LONG) this.flush(true);
  }

  /** Writes what is due. @param last all of it: no wave comes after this one */
  flush(last: boolean): void {
    const due = last || this.#text.length >= LONG || this.#options.now() - this.#since >= LATE_MS;
    if (this.#lines.length === 0 || !due) return;
    const [text, lines] = [this.#text, this.#lines];
    [this.#text, this.#lines] = ["", []];
    try {
      this.#options.store.add(text);
      this.#options.publish(lines);
    } catch (error) {
      // Players wait for their match, and not for this.
      log.warn("decisions_unwritten", { detail: messageOf(error) });
    }
  }

  /**
   * The oldest first.
   * @param after from the page before; 0 for the first one
   * @param waiting tickets that have not ended: they stand at the end of the log
   */
  page(after: number, waiting: () => Iterable<QueueTicket>): LogPage {
    const row = this.#options.store.after(after);
    if (row) return { lines: row.lines, next: row.n };
    const { region, pseudonym } = this.#options;
    let lines = this.#text;
    for (const ticket of waiting()) lines += `${JSON.stringify(decisionLine(ticket, { region, pseudonym }))}\n`;
    return { lines };
  }
}
