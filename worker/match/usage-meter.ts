/** Counts what a match uses that Cloudflare charges for. Knows no clock: it is told the time. */
import { bill } from "#shared/bill.ts";
import type { MatchStats } from "#shared/protocol/index.ts";
import { noUsage, type UsageTotals } from "./vitals/usage-totals.ts";

/** Messages of one direction. */
class Traffic {
  messages = 0;
  bytes = 0;

  add(bytes: number): void {
    this.messages += 1;
    this.bytes += bytes;
  }
}

export class UsageMeter {
  readonly #since: number;
  readonly #rows: () => number;
  readonly #firstRow: number;
  readonly in = new Traffic();
  readonly out = new Traffic();
  #requests = 0;
  #limited = 0;
  #secondsAwake = 0;
  /** Since when the match ticks, in milliseconds since 1970; undefined where it sleeps. */
  #awakeAt: number | undefined;
  /** What the match had used before it came into memory. */
  #before: UsageTotals;

  /**
   * @param rows how many rows the storage has written so far; never fewer than before
   * @param now when the object came into memory, in milliseconds since 1970
   */
  constructor(rows: () => number, now: number) {
    this.#rows = rows;
    this.#firstRow = rows();
    this.#since = now;
    this.#before = noUsage(now);
  }

  /** The match was in memory before, and had used so much. */
  goOn(before: UsageTotals): void {
    this.#before = before;
  }

  /** The object is called. Each call is charged for, also one that is refused. */
  request(): void {
    this.#requests += 1;
  }

  /** A limit has closed a client. */
  limit(): void {
    this.#limited += 1;
  }

  /** Ticks begin: time in memory is charged for only with a timer, and an object that could hibernate costs nothing. */
  wake(now: number): void {
    this.#awakeAt ??= now;
  }

  /** Ticks have ended, if there were any. */
  sleep(now: number): void {
    this.#secondsAwake = this.#awake(now);
    this.#awakeAt = undefined;
  }

  #awake(now: number): number {
    return this.#secondsAwake + (this.#awakeAt === undefined ? 0 : Math.max(0, now - this.#awakeAt) / 1000);
  }

  get #rowsWritten(): number {
    return this.#rows() - this.#firstRow;
  }

  /** The usage so far, since the object came into memory. */
  stats(now: number): MatchStats {
    const rowsWritten = this.#rowsWritten;
    const secondsAwake = this.#awake(now);
    const requests = this.#requests;
    return {
      since: new Date(this.#since).toISOString(),
      messagesIn: this.in.messages,
      bytesIn: this.in.bytes,
      messagesOut: this.out.messages,
      bytesOut: this.out.bytes,
      rowsWritten,
      secondsAwake,
      requests,
      dollars: bill({ requests, messages: this.in.messages, seconds: secondsAwake, rowsWritten }),
    };
  }

  /** The usage since the match was made. */
  totals(now: number): UsageTotals {
    const before = this.#before;
    return {
      made: before.made,
      messagesIn: before.messagesIn + this.in.messages,
      bytesIn: before.bytesIn + this.in.bytes,
      messagesOut: before.messagesOut + this.out.messages,
      bytesOut: before.bytesOut + this.out.bytes,
      requests: before.requests + this.#requests,
      secondsAwake: before.secondsAwake + this.#awake(now),
      rowsWritten: before.rowsWritten + this.#rowsWritten,
      limited: before.limited + this.#limited,
    };
  }
}
