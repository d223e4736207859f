/** What stays on disk of a match that sleeps, has failed or is over, and for how long. */
import { KEPT_MS } from "../archive/retention.ts";
import { attemptLater } from "../broadcast/sockets.ts";
import { DAY_MS } from "../clock.ts";

/** A match that has slept this long is cleared away, in milliseconds. */
const CLEAR_AFTER_MS = 10 * 60_000;
/** How long a fault's report is kept, in milliseconds; once it has been fetched, for as long as a match that sleeps. */
const KEEP_FAULT_MS = 7 * DAY_MS;

type Storage = Pick<DurableObjectStorage, "deleteAlarm" | "deleteAll" | "getAlarm" | "setAlarm">;

export class Retention {
  readonly #storage: Storage;
  readonly #retire: () => boolean;
  readonly #date: () => number;

  /**
   * @param retire lets go of the match on disk, and answers whether replays stay there
   * @param date milliseconds since 1970
   */
  constructor(storage: Storage, retire: () => boolean, date: () => number) {
    this.#storage = storage;
    this.#retire = retire;
    this.#date = date;
  }

  #ring(ms: number): void {
    void attemptLater("set an alarm", () => this.#storage.setAlarm(this.#date() + ms));
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

  /** Clears everything away, but for replays, which stay for longer. */
  async clear(): Promise<void> {
    if (this.#retire()) {
      this.#ring(KEPT_MS.object);
      return;
    }
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }
}
