/** Asks pools for what has changed, each when it is due: one that does not answer holds up no other. */
import { log, messageOf } from "../log.ts";
import { type PoolPlace, poolName } from "../pool/name.ts";
import type { PoolNews } from "../pool/rpc.ts";
import { within } from "../time-limit.ts";

/** How often a pool is asked that has matches or searchers, and how often one that has none. Milliseconds. */
export const BUSY_MS = 2000;
export const QUIET_MS = 10_000;
/** How long a pool may take to answer, in milliseconds. */
export const ANSWER_MS = 3000;

export interface PollerOptions {
  /** @param since the version of the answer before; empty for the first */
  readonly ask: (place: PoolPlace, since: string) => Promise<PoolNews>;
  readonly heard: (place: PoolPlace, news: PoolNews) => void;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** How long a pool may take. */
  readonly answerMs?: number;
}

/** A pool as it is asked. */
class Lane {
  readonly place: PoolPlace;
  version = "";
  askedAt = Number.NEGATIVE_INFINITY;
  /** When it is to be asked next. */
  dueAt = Number.NEGATIVE_INFINITY;
  /** The question that is open. */
  asking: Promise<void> | undefined;
  /** It did not answer the last question. */
  isSilent = false;

  constructor(place: PoolPlace) {
    this.place = place;
  }
}

export class Poller {
  readonly #options: PollerOptions;
  readonly #lanes = new Map<string, Lane>();

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** From now on there are these pools too. */
  know(places: readonly PoolPlace[]): void {
    for (const place of places) {
      const name = poolName(place);
      if (!this.#lanes.has(name)) this.#lanes.set(name, new Lane(place));
    }
  }

  /** Asks those that are due. @param anew a page begins to look: those are asked too that are quiet */
  poll(anew: boolean): void {
    const now = this.#options.now();
    for (const lane of this.#lanes.values())
      if (now >= (anew ? lane.askedAt + BUSY_MS : lane.dueAt)) void this.#ask(lane);
  }

  /** Asks all. Resolves when each has answered, or has had its time. */
  async all(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => this.#ask(lane)));
  }

  /** Never rejects. One question a pool is open at a time. */
  #ask(lane: Lane): Promise<void> {
    lane.asking ??= this.#question(lane).finally(() => {
      lane.asking = undefined;
    });
    return lane.asking;
  }

  async #question(lane: Lane): Promise<void> {
    const { ask, heard, now, answerMs = ANSWER_MS } = this.#options;
    lane.askedAt = now();
    lane.dueAt = lane.askedAt + QUIET_MS;
    try {
      const news = await within(answerMs, "news", ask(lane.place, lane.version));
      lane.version = news.version;
      lane.isSilent = false;
      const { matches, players, searching } = news.row;
      if (matches > 0 || players > 0 || searching > 0) lane.dueAt = now() + BUSY_MS;
      heard(lane.place, news);
    } catch (error) {
      // Said once, until it answers again.
      if (!lane.isSilent) log.warn("pool_silent", { ...lane.place, detail: messageOf(error) });
      lane.isSilent = true;
    }
  }
}
