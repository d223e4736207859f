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
/** An alarm may ring a little early, in milliseconds. */
const EARLY_MS = 1000;

type Storage = Pick<DurableObjectStorage, "deleteAlarm" | "deleteAll" | "getAlarm" | "setAlarm"> & {
  readonly kv: Pick<SyncKvStorage, "get" | "put">;
};

export class Retention {
  readonly #storage: Storage;
  readonly #retire: () => boolean;
  readonly #date: () => number;
  readonly #errand: () => number | undefined;

  /**
   * @param retire lets go of the match on disk, and answers whether anything stays there
   * @param date milliseconds since 1970
   * @param errand when a ladder is to be told of something, in the same; undefined where it is not
   */
  constructor(
    storage: Storage,
    retire: () => boolean,
    date: () => number,
    errand: () => number | undefined = () => undefined,
  ) {
    this.#storage = storage;
    this.#retire = retire;
    this.#date = date;
    this.#errand = errand;
  }

  #ring(ms: number): void {
    this.#ringAt(this.#date() + ms);
  }

  /** An object has one alarm: it rings for what is due first. One that was set before may ring all the same. */
  #ringAt(until: number): void {
    const errand = this.#errand() ?? Number.POSITIVE_INFINITY;
    if (errand < until || this.#until !== undefined) this.#storage.kv.put(UNTIL, until);
    void attemptLater("set an alarm", () => this.#storage.setAlarm(Math.min(until, errand)));
  }

  get #until(): number | undefined {
    const until = this.#storage.kv.get(UNTIL);
    return typeof until === "number" ? until : undefined;
  }

  /** What a ladder is to be told has changed, and so when the alarm must ring. */
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

  /** A match has been made, or sleeps, or was awake as the alarm rang. */
  keepMatch(): void {
    this.#ring(CLEAR_AFTER_MS);
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
