/** What stays on disk of a match that sleeps, has failed or is over, and for how long. */
import { KEPT_MS } from "../archive/retention.ts";
import { attemptLater } from "../broadcast/sockets.ts";
import { DAY_MS } from "../clock.ts";

/** A match that has slept this long is cleared away, in milliseconds. */
const CLEAR_AFTER_MS = 10 * 60_000;
/** How long a fault's report is kept, in milliseconds; once it has been fetched, for as long as a match that sleeps. */
const KEEP_FAULT_MS = 7 * DAY_MS;

/** The key of the moment up to which all is kept, in an object whose alarm has been set for a moment before. */
const UNTIL = "kept until";
/** By so much a match may be cleared away sooner or later than is said, in milliseconds; or by a tenth of it, where that is less. */
const MOST_SLACK_MS = 3_600_000;
/** An alarm may ring a little early, in milliseconds. */
export const EARLY_MS = 1000;

type Storage = Pick<DurableObjectStorage, "deleteAlarm" | "deleteAll" | "getAlarm" | "setAlarm"> & {
  readonly kv: Pick<SyncKvStorage, "get" | "put">;
};

/** What else an object's one alarm rings for, each at its own date: milliseconds since 1970, undefined where it is not due. */
export interface Errands {
  /** A ladder is to be told of something. */
  readonly ladder?: () => number | undefined;
  /** A match that sleeps must wake: something is due in it. */
  readonly wake?: () => number | undefined;
}

export class Retention {
  readonly #storage: Storage;
  readonly #retire: () => boolean;
  readonly #date: () => number;
  readonly #errands: Errands;

  /**
   * @param retire lets go of the match on disk, and answers whether anything stays there
   * @param date milliseconds since 1970
   */
  constructor(storage: Storage, retire: () => boolean, date: () => number, errands: Errands = {}) {
    this.#storage = storage;
    this.#retire = retire;
    this.#date = date;
    this.#errands = errands;
  }

  #ring(ms: number): void {
    this.#ringAt(this.#date() + ms);
  }

  /** An object has one alarm: it rings for what is due first. One that was set before may ring all the same. */
  #ringAt(until: number): void {
    const never = Number.POSITIVE_INFINITY;
    const [ladder, wake] = [this.#errands.ladder?.() ?? never, this.#errands.wake?.() ?? never];
    const due = Math.min(until, ladder, wake);
    const before = this.#until;
    if (due < until || before !== undefined) this.#keep(until, before);
    void attemptLater("set an alarm", () => (wake < never ? this.#hasten(due) : this.#storage.setAlarm(due)));
  }

  /** A match that sleeps and wakes many times an hour must not write each time by how little it is kept for longer. */
  #keep(until: number, before: number | undefined): void {
    const slack = Math.min(MOST_SLACK_MS, (until - this.#date()) / 10);
    if (before === undefined || Math.abs(until - before) > slack) this.#storage.kv.put(UNTIL, until);
  }

  /** An alarm that rings before costs less than to set it anew each time: it is set anew as it rings. */
  async #hasten(due: number): Promise<void> {
    const set = await this.#storage.getAlarm();
    if (set === null || set > due) await this.#storage.setAlarm(due);
  }

  get #until(): number | undefined {
    const until = this.#storage.kv.get(UNTIL);
    return typeof until === "number" ? until : undefined;
  }

  /** What the alarm rings for beside this match's end is due at another time. */
  moved(): void {
    const until = this.#until;
    if (until !== undefined) this.#ringAt(until);
  }

  /** The alarm rings: whether it does so for an errand alone. It is set anew then. */
  isEarly(): boolean {
    const until = this.#until;
    if (until === undefined || this.#date() >= until - EARLY_MS) return false;
    this.#ringAt(until);
    return true;
  }

  /** A match has been made, or sleeps, or was awake as the alarm rang. @param ms for how long it is kept */
  keepMatch(ms: number = CLEAR_AFTER_MS): void {
    this.#ring(ms);
  }

  /** A report has been put in the place of the match. */
  keepFault(): void {
    this.#ring(KEEP_FAULT_MS);
  }

  /** The report has been fetched: from now on it is kept only for a second try. */
  async faultFetched(): Promise<void> {
    const due = await this.#storage.getAlarm();
    if (due === null || due > this.#date() + CLEAR_AFTER_MS) this.#ring(CLEAR_AFTER_MS);
  }

  /** A trace has been put into this object. */
  keepTrace(): void {
    this.#ring(KEPT_MS.object);
  }

  /** Clears everything away, but for replays, and what a ladder is yet to hear: these stay for longer. */
  async clear(): Promise<void> {
    if (this.#retire()) {
      this.#ring(KEPT_MS.object);
      return;
    }
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }
}
